import { Redis } from 'ioredis';
import { openDatabase } from '../../../src/platform/database';
import { createLogger } from '../../../src/platform/observability';
import { openQueues } from '../../../src/platform/queue';
import { createTestDatabase } from '../../support/database';
import { startRedis } from '../../support/redis';
import { forgedJobs } from './forged';
import { measure } from './jobs';
import { queueContract } from './suite';
import { type Home, Workbench } from './workbench';

async function open(): Promise<Home> {
  const server = await startRedis('noeviction', 'sesame');
  return {
    redisUrl: server.url,
    disturb: () => server.restart(),
    forget: async () => {
      const redis = new Redis(server.url);
      await redis.flushall();
      redis.disconnect();
    },
    stop: () => server.stop(),
  };
}

describe('the queue on Redis', () => {
  queueContract(open);

  describe('that somebody else writes into', () => {
    let home: Home;
    let bench: Workbench;
    beforeAll(async () => {
      home = await open();
    });
    afterAll(() => home.stop());
    beforeEach(async () => {
      bench = await Workbench.make(home);
    });
    afterEach(() => bench.clear());

    forgedJobs(() => bench);
  });

  /** What a worker that is given `url` says of it, at its start. */
  async function openedWith(redisUrl: string): Promise<void> {
    const testDatabase = await createTestDatabase();
    const database = await openDatabase(testDatabase.urls.worker, 1);
    try {
      const queues = await openQueues({
        jobs: [measure],
        redisUrl,
        workerDatabaseUrl: testDatabase.urls.worker,
        database,
        logger: createLogger({ process: 'worker', level: 'silent' }),
        concurrency: 1,
      });
      await queues.close();
    } finally {
      await database.close();
      await testDatabase.drop();
    }
  }

  it('refuses a Redis that may drop jobs, in one sentence', async () => {
    const server = await startRedis('allkeys-lru');
    await expect(openedWith(server.url)).rejects.toThrow(
      'Redis must run with maxmemory-policy noeviction, but it has allkeys-lru',
    );
    await server.stop();
  });

  it('says that the password is missing or wrong', async () => {
    const server = await startRedis('noeviction', 'sesame');
    await expect(openedWith(server.url)).resolves.toBeUndefined();
    await expect(openedWith(server.url.replace(':sesame@', ''))).rejects.toThrow('NOAUTH');
    await expect(openedWith(server.url.replace('sesame', 'other'))).rejects.toThrow('WRONGPASS');
    await server.stop();
  });
});
