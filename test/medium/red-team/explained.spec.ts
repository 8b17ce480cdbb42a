import { Client, escapeLiteral } from 'pg';
import { databases } from '../../../src/apps/cli/doctor/database';
import { loadConfig } from '../../../src/config';
import { createTestDatabase, type TestDatabase } from '../../support/database';
import { wholeCase } from './whole-case';

interface Node {
  readonly 'Subplan Name'?: string;
  readonly 'Actual Loops': number;
  readonly Plans?: readonly Node[];
}

const asked = (node: Node): number =>
  Math.max(
    node['Subplan Name']?.startsWith('SubPlan') === true ? node['Actual Loops'] : 0,
    ...(node.Plans ?? []).map(asked),
  );

/** What PostgreSQL tells of a plan to whoever may select a column, of rows that no policy shows. */
describe('a plan that PostgreSQL explains', () => {
  let database: TestDatabase;
  let admin: Client;
  let workspace: Client;
  beforeAll(async () => {
    database = await createTestDatabase();
    admin = new Client({ connectionString: database.urls.admin });
    workspace = new Client({ connectionString: database.urls.workspace });
    await Promise.all([admin.connect(), workspace.connect()]);
    await wholeCase(admin);
    await admin.query('ANALYZE');
  });
  afterAll(async () => {
    await Promise.all([admin.end(), workspace.end()]);
    await database.drop();
  });

  /** How often the policy was asked: for each row that an intruder's condition has let through before. */
  const came = async (table: string, condition: string): Promise<number> => {
    const { rows } = await workspace.query<{ 'QUERY PLAN': readonly { readonly Plan: Node }[] }>(
      `EXPLAIN (ANALYZE, COSTS OFF, TIMING OFF, SUMMARY OFF, FORMAT JSON) SELECT 1 FROM ${table} WHERE ${condition}`,
    );
    return asked(rows[0]?.['QUERY PLAN'][0]?.Plan as Node);
  };
  const estimated = async (table: string, condition: string): Promise<string> => {
    const { rows } = await workspace.query<{ 'QUERY PLAN': readonly { readonly Plan: object }[] }>(
      `EXPLAIN (FORMAT JSON) SELECT 1 FROM ${table} WHERE ${condition}`,
    );
    return JSON.stringify(rows[0]?.['QUERY PLAN'][0]?.Plan, ['Plan Rows', 'Plans']);
  };

  // Columns of texts that nobody may know without the case: how a victim is reached, what they fear, what a case is called.
  it.each([
    ['lintel.safe_contact', 'never'],
    ['lintel.concern', 'words'],
    ['lintel.investigation', 'urn'],
    ['lintel.triage', 'reason'],
  ])('tells nobody a word of %s.%s, by halves', async (table, column) => {
    const { rows } = await admin.query<{ words: string }>(`SELECT ${column} AS words FROM ${table}`);
    expect(rows.length).toBeGreaterThan(0);
    const all = await came(table, 'true');
    const word = escapeLiteral(rows[0]?.words ?? '');
    for (const condition of [
      `${column} < ''`,
      `${column} > '~~~~'`,
      `${column} COLLATE "C" ~<~ ''`,
      `starts_with(${column}, '~~~~')`,
      `md5(${column}) = md5('~~~~')`,
      `${column}::name < ''`,
      `text_larger(${column}, '~~~~') = ''`,
    ])
      expect([condition, await came(table, condition)]).toEqual([condition, all]);
    expect(await estimated(table, `${column} > '~~~~'`)).toBe(await estimated(table, `${column} > ${word}`));
  });

  it('tells nobody whether a guess of words is right, where no index asks', async () => {
    const all = await came('lintel.safe_contact', 'true');
    expect(all).toBeGreaterThan(0);
    expect(await came('lintel.safe_contact', `never = 'a guess'`)).toBe(all);
  });

  it('tells nobody the ids of what is there', async () => {
    const all = await came('lintel.safe_contact', 'true');
    expect(
      await came('lintel.safe_contact', `officer_id > '${'f'.repeat(8)}-ffff-ffff-ffff-${'f'.repeat(12)}'`),
    ).toBe(all);
  });

  it('is looked at by doctor, which says how to keep it shut', async () => {
    const { owner, intake, workspace: officers, worker } = database.urls;
    const report = async (): Promise<string> =>
      JSON.stringify(
        await databases(
          loadConfig({
            DATABASE_URL: owner,
            INTAKE_DATABASE_URL: intake,
            WORKSPACE_DATABASE_URL: officers,
            WORKER_DATABASE_URL: worker,
          }),
        ),
      );
    expect(await report()).not.toContain('of rows that are not shown');
    // As in a database that was made before, or was put back from a dump.
    await admin.query('ALTER FUNCTION text_lt(text, text) LEAKPROOF');
    expect(await report()).toContain('of rows that are not shown');
  });
});
