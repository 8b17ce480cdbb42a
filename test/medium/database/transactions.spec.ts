import { actingAs, openDatabase, PLANNED_EACH_TIME, type Database } from '../../../src/platform/database';
import { createTestDatabase, type TestDatabase } from '../../support/database';

let at: TestDatabase;
let database: Database;
beforeAll(async () => {
  at = await createTestDatabase();
  // One connection, so that every transaction meets what the one before left.
  database = await openDatabase(at.urls.workspace, 1);
});
afterAll(async () => {
  await database.close();
  await at.drop();
});

const one = (): Promise<{ one: number }[]> => database.transaction((tx) => tx.query('SELECT 1 AS one'));

describe('a transaction begins without waiting', () => {
  it('says why its beginning failed, not that what came after was refused', async () => {
    const noText = actingAs({ kind: 'officer', secret: 'no\u0000text' }, one);
    await expect(noText).rejects.toThrow('invalid byte sequence');
  });

  it('leaves a connection that works', async () => {
    await expect(one()).resolves.toEqual([{ one: 1 }]);
  });

  it('fails where only its beginning fails', async () => {
    const idle = actingAs({ kind: 'officer', secret: 'no\u0000text' }, () =>
      database.transaction(() => Promise.resolve('done')),
    );
    await expect(idle).rejects.toThrow('invalid byte sequence');
  });

  it('undoes what was done before an error', async () => {
    const half = database.transaction(async (tx) => {
      await tx.query(`SELECT set_config('application_name', 'half', false)`);
      throw new Error('stopped');
    });
    await expect(half).rejects.toThrow('stopped');
    const [row] = await database.transaction((tx) =>
      tx.query<{ name: string }>(`SELECT current_setting('application_name') AS name`),
    );
    expect(row?.name).not.toBe('half');
  });
});

describe('plans', () => {
  const ask = (sql: string): Promise<unknown[]> => database.transaction((tx) => tx.query(sql, [7]));
  const kept = async (): Promise<string[]> => {
    const rows = await database.transaction((tx) =>
      tx.query<{ statement: string }>('SELECT statement FROM pg_prepared_statements'),
    );
    return rows.map(({ statement }) => statement);
  };

  it('are kept for a statement that comes again', async () => {
    const sql = 'SELECT $1::int AS kept';
    await ask(sql);
    expect(await kept()).not.toContain(sql);
    await ask(sql);
    expect(await kept()).toContain(sql);
    await expect(ask(sql)).resolves.toEqual([{ kept: 7 }]);
  });

  it('are made each time for one that says so', async () => {
    const sql = `${PLANNED_EACH_TIME} SELECT $1::int AS made`;
    for (let times = 0; times < 3; times += 1) await ask(sql);
    expect(await kept()).not.toContain(sql);
  });
});
