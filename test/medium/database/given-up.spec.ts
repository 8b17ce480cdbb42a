import { Database } from '../../../src/platform/database';
import { makeDataSource } from '../../../src/platform/database/data-source';
import { whyAway } from '../../../src/platform/services';
import { createTestDatabase, withAdmin, type TestDatabase } from '../../support/database';

const POOL = 2;

let at: TestDatabase;
let database: Database;
beforeAll(async () => {
  at = await createTestDatabase();
  const source = makeDataSource(at.urls.workspace, { poolSize: POOL, answerMs: 200 });
  await source.initialize();
  database = new Database(source);
});
afterAll(async () => {
  await database.close();
  await at.drop();
});

const look = (): Promise<unknown> =>
  database.transaction((tx) => tx.query('SELECT count(*) FROM lintel.investigation'));

it('what is given up for a lock that somebody holds leaves no connection behind, and the next takes the same one', async () => {
  await withAdmin(async (admin) => {
    const held = async (): Promise<number> => {
      const { rows } = await admin.query<{ n: number }>(
        `SELECT count(*)::int AS n FROM pg_stat_activity WHERE datname = current_database() AND usename = 'lintel_workspace'`,
      );
      return rows[0]?.n ?? 0;
    };
    await admin.query('BEGIN');
    await admin.query('LOCK TABLE lintel.investigation IN ACCESS EXCLUSIVE MODE');
    for (let round = 0; round < 4; round += 1) {
      const asked = await Promise.allSettled(Array.from({ length: POOL }, look));
      expect(asked.map((one) => one.status === 'rejected' && whyAway(one.reason))).toEqual(
        asked.map(() => 'the database: SQLSTATE 57014'),
      );
      // A view of them is kept until the transaction ends.
      await admin.query('SELECT pg_stat_clear_snapshot()');
      expect(await held()).toBeLessThanOrEqual(POOL);
    }
    await admin.query('ROLLBACK');
  }, at.name);
  await expect(look()).resolves.toEqual([{ count: '0' }]);
});
