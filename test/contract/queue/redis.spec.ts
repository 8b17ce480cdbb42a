import { Redis } from 'ioredis';
import { openDatabase } from '../../../src/platform/database';
import { createLogger } from '../../../src/platform/observability';
import { openQueues } from '../../../src/platform/queue';
import { createTestDatabase } from '../../support/database';
import { startRedis } from '../../support/redis';
import { measure } from './jobs';
import { queueContract } from './suite';

describe('the queue on Redis', () => {
  queueContract(async () => {
    const server = await startRedis();
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
  });

  it('refuses a Redis that may drop jobs, in one sentence', async () => {
    const server = await startRedis('allkeys-lru');
    const testDatabase = await createTestDatabase();
    const database = await openDatabase(testDatabase.urls.worker, 1);
    await expect(
      openQueues({
        jobs: [measure],
        redisUrl: server.url,
        workerDatabaseUrl: testDatabase.urls.worker,
        database,
        logger: createLogger({ process: 'worker', level: 'silent' }),
        concurrency: 1,
      }),
    ).rejects.toThrow('Redis must run with maxmemory-policy noeviction, but it has allkeys-lru');
    await database.close();
    await testDatabase.drop();
    await server.stop();
  });
});
