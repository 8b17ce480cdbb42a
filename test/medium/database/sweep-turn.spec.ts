import type { Config } from '../../../src/config';
import type { CustodyLog } from '../../../src/custody';
import { SweepService, type RestoreGuard } from '../../../src/features/evidence';
import { SweepRepository } from '../../../src/features/evidence/sweep.repository';
import { systemClock } from '../../../src/kernel/clock';
import { openDatabase, type Database } from '../../../src/platform/database';
import type { EvidenceStore, IncomingStore } from '../../../src/platform/object-store';
import { createTestDatabase, type TestDatabase } from '../../support/database';

let test: TestDatabase;
const open: Database[] = [];
beforeAll(async () => {
  test = await createTestDatabase();
});
afterAll(async () => {
  for (const database of open) await database.close();
  await test.drop();
});

/** A worker's sweep whose store is listed for as long as `pause` takes. */
async function sweeper(pause: Promise<unknown>) {
  const database = await openDatabase(test.urls.worker, 2);
  open.push(database);
  const lists = { count: 0 };
  const store = {
    async *list(): AsyncGenerator<never> {
      lists.count += 1;
      await pause;
      yield* [];
    },
  };
  // Held: then nothing is erased, and what is missing is looked for all the same.
  const guard = { behind: () => Promise.resolve({ store: 2, log: 1 }) } as unknown as RestoreGuard;
  const service = new SweepService(
    database,
    new SweepRepository(),
    undefined as unknown as CustodyLog,
    store as unknown as IncomingStore,
    store as unknown as EvidenceStore,
    guard,
    {} as Config,
    systemClock,
  );
  return { service, lists };
}

it('one worker sweeps at a time, and the next when it has ended', async () => {
  let goOn = (): void => undefined;
  const pause = new Promise<void>((resolve) => (goOn = resolve));
  const [one, two] = [await sweeper(pause), await sweeper(Promise.resolve())];
  const first = one.service.run();
  while (one.lists.count === 0) await new Promise((resolve) => setImmediate(resolve));
  expect(await two.service.run()).toBeUndefined();
  expect(two.lists.count).toBe(0);
  goOn();
  expect(await first).toMatchObject({ objectsMissing: [] });
  expect(await two.service.run()).toMatchObject({ objectsMissing: [] });
});
