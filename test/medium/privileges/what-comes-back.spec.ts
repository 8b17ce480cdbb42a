import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Client } from 'pg';
import { createTestDatabase, type TestDatabase } from '../../support/database';
import { blockOf } from '../../support/typed';

const PROCESSES = ['lintel_intake', 'lintel_workspace', 'lintel_worker'];

/**
 * A dump is brought back by a superuser, who runs what it holds: the conditions of a table while its rows come back, and the functions in
 * them. So nothing may be in it that a process could have written there.
 */
describe('what a backup of the database brings back', () => {
  let database: TestDatabase;
  let admin: Client;
  beforeAll(async () => {
    database = await createTestDatabase();
    admin = new Client({ connectionString: database.urls.admin });
    await admin.connect();
  });
  afterAll(async () => {
    await admin.end();
    await database.drop();
  });

  const writable = async (): Promise<string[]> => {
    const { rows } = await admin.query<{ name: string }>(
      `SELECT n.nspname AS name FROM pg_namespace n
        WHERE n.nspname !~ '^pg_' AND EXISTS (SELECT FROM unnest($1::text[]) AS role
          WHERE has_schema_privilege(role, n.oid, 'CREATE') OR pg_get_userbyid(n.nspowner) = role) ORDER BY 1`,
      [PROCESSES],
    );
    return rows.map(({ name }) => name);
  };

  it('is nothing that a process can write functions into', async () => {
    expect(await writable()).toEqual(['queue']);
    for (const name of ['backup', 'restore']) {
      const commands = await blockOf('docs/server.md', name);
      const dump = commands.split('\n').find((line) => /pg_(dump|restore) /.test(line)) ?? '';
      for (const schema of await writable()) expect(dump).toContain(` --exclude-schema=${schema} `);
    }
  });

  it('is no function or table elsewhere that a process owns', async () => {
    const { rows } = await admin.query(
      `SELECT oid::regclass::text AS name FROM pg_class WHERE relowner::regrole::text = ANY ($1) AND relnamespace <> 'queue'::regnamespace
         AND relnamespace::regnamespace::text !~ '^pg_'
       UNION ALL SELECT oid::regprocedure::text FROM pg_proc WHERE proowner::regrole::text = ANY ($1) AND pronamespace <> 'queue'::regnamespace`,
      [PROCESSES],
    );
    expect(rows).toEqual([]);
  });

  it('has what db-init takes from the roles made once more: no dump has it', async () => {
    const { rows } = await admin.query<{ leaks: boolean }>(
      `SELECT proleakproof AS leaks FROM pg_proc WHERE oid = 'text_lt(text,text)'::regprocedure`,
    );
    // PostgreSQL's own function, as it was changed in this database.
    expect(rows).toEqual([{ leaks: false }]);
    expect(await blockOf('docs/server.md', 'database')).toContain('lintel.mjs db-init');
    const page = await readFile(join(__dirname, '../../../docs/server.md'), 'utf8');
    const [, after = ''] = page.split('```sh restore\n');
    expect(after.slice(0, after.indexOf('```sh compare'))).toContain('the block `database` **once more**');
  });
});
