import { SharedLocks } from '../../../src/platform/database';
import { createTestDatabase, withAdmin, type TestDatabase } from '../../support/database';
import { until } from '../../support/until';

let database: TestDatabase;
let one: SharedLocks;
let two: SharedLocks;
beforeAll(async () => {
  database = await createTestDatabase();
});
beforeEach(() => {
  [one, two] = [new SharedLocks(database.urls.intake), new SharedLocks(database.urls.intake)];
});
afterEach(() => Promise.all([one.close(), two.close()]));
afterAll(() => database.drop());

const nothing = (): void => undefined;

it('one process has a lock at a time, and one request in it', async () => {
  expect(await one.take('clip', nothing)).toBe(true);
  expect(await one.take('clip', nothing)).toBe(false);
  expect(await two.take('clip', nothing)).toBe(false);
  expect(await two.take('another', nothing)).toBe(true);
  await one.giveBack('clip');
  expect(await two.take('clip', nothing)).toBe(true);
});

it('whoever has it is asked to give it up, wherever that is', async () => {
  let asked = 0;
  await one.take('clip', () => (asked += 1));
  await one.ask('clip');
  expect(asked).toBe(1);
  await two.ask('clip');
  await until('the question', () => Promise.resolve(asked === 2));
});

it('is lost with the connection, and its holder is told', async () => {
  let asked = 0;
  await one.take('clip', () => (asked += 1));
  await withAdmin(
    (admin) =>
      admin.query(
        `SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE usename = 'lintel_intake' AND datname = $1`,
        [database.name],
      ),
    database.name,
  );
  await until('the end', () => Promise.resolve(asked === 1));
  expect(await two.take('clip', nothing)).toBe(true);
  await one.giveBack('clip');
  expect(await one.take('clip', nothing)).toBe(false);
});

it('of a process that is gone is free', async () => {
  await one.take('clip', nothing);
  await one.close();
  await until('the lock', () => two.take('clip', nothing));
});
