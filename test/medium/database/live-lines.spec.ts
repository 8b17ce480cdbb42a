import { type AddressInfo, createServer, type Socket } from 'node:net';
import { ChangeListener, openDatabase, SharedLocks } from '../../../src/platform/database';
import type { QueueBackend } from '../../../src/platform/queue/backend';
import { postgresBackend } from '../../../src/platform/queue/postgres-backend';
import { redisBackend } from '../../../src/platform/queue/redis-backend';
import { createTestDatabase, type TestDatabase } from '../../support/database';
import { askedAfter } from '../../support/live-lines';
import { startRedis, type TestRedis } from '../../support/redis';
import { until } from '../../support/until';

/** Of silence, at most, before a server is asked whether it is there. */
const SOON_MS = 10_000;

let database: TestDatabase;
let redis: TestRedis;
beforeAll(async () => {
  [database, redis] = await Promise.all([createTestDatabase(), startRedis()]);
});
afterAll(() => Promise.all([database.drop(), redis.stop()]));

const nothing = (): void => undefined;

/** What has the connections that were opened to `port`, so many at least; `close` is the end of them. */
async function expectSoon(
  url: string,
  least: number,
  open: () => Promise<() => Promise<unknown>>,
): Promise<void> {
  const lines = (): Promise<number[]> => askedAfter(Number(new URL(url).port));
  const before = (await lines()).length;
  const close = await open();
  try {
    await until('the connections', async () => (await lines()).length >= before + least);
    // What was just sent is waited for by another timer for a moment.
    await until(
      'the question to come soon',
      async () => {
        const found = await lines();
        return found.length >= before + least && found.every((ms) => ms <= SOON_MS);
      },
      5_000,
    );
  } finally {
    await close();
    await until('their end', async () => (await lines()).length === before);
  }
}

async function working(backend: QueueBackend): Promise<() => Promise<void>> {
  await backend.check();
  const worker = backend.worker('live-lines', () => Promise.resolve(), { concurrency: 1, lockMs: 10_000 });
  worker.on('error', nothing);
  void worker.run().catch(nothing);
  await worker.waitUntilReady();
  return async () => {
    await worker.close();
    await backend.close();
  };
}

// A server without power says nothing more. Who waits for its answer must not wait, and hold a connection, until Lintel is started again.
describe('a server that is silent is soon asked whether it is there, on', () => {
  it('the connections of requests and jobs', () =>
    expectSoon(database.urls.intake, 1, async () => {
      const held = await openDatabase(database.urls.intake, 1);
      await held.transaction((tx) => tx.query('SELECT 1'));
      return () => held.close();
    }));

  it('that of the locks of uploads', () =>
    expectSoon(database.urls.intake, 1, async () => {
      const locks = new SharedLocks(database.urls.intake);
      await locks.take('clip', nothing);
      return () => locks.close();
    }));

  it('that which hears what has changed', () =>
    expectSoon(database.urls.workspace, 1, () => {
      const listener = new ChangeListener(database.urls.workspace);
      listener.subscribe('an investigation', nothing);
      return Promise.resolve(() => listener.onModuleDestroy());
    }));

  it('those of the queue on PostgreSQL, which BullMQ makes', () =>
    expectSoon(database.urls.worker, 2, () => working(postgresBackend(database.urls.worker))));

  it('those of the queue on Redis', () => expectSoon(redis.url, 2, () => working(redisBackend(redis.url))));
});

it('one that takes a connection and says nothing is given up', async () => {
  const taken = new Set<Socket>();
  const silent = createServer((socket) => void taken.add(socket));
  await new Promise<void>((resolve) => silent.listen(0, '127.0.0.1', resolve));
  const { port } = silent.address() as AddressInfo;
  try {
    await expect(openDatabase(`postgres://nobody@127.0.0.1:${port}/none`, 1)).rejects.toThrow(/timeout/);
  } finally {
    for (const socket of taken) socket.destroy();
    silent.close();
  }
}, 30_000);
