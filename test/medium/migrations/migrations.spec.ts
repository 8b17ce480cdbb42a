import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { Client } from 'pg';
import { migrateDown, migrateUp, migrationsDone } from '../../../src/platform/database';
import { createEmptyDatabase, withAdmin, type TestDatabase } from '../../support/database';
import { wholeCase } from '../red-team/whole-case';

/** Every object that the migrations could leave behind, by name. */
const OBJECTS = `
  SELECT n.nspname || '.' || c.relname AS name FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
  WHERE n.nspname IN ('lintel', 'custody', 'scheme', 'scope')
  UNION ALL
  SELECT n.nspname || '.' || p.proname || '(' || pg_get_function_identity_arguments(p.oid) || ') ' || md5(p.prosrc)
  FROM pg_proc p JOIN pg_namespace n ON n.oid = p.pronamespace WHERE n.nspname IN ('lintel', 'custody', 'scheme', 'scope')
  UNION ALL
  SELECT schemaname || '.' || tablename || ' ' || policyname FROM pg_policies
  UNION ALL
  SELECT table_schema || '.' || table_name || ' ' || grantee || ' ' || privilege_type
  FROM information_schema.table_privileges WHERE table_schema IN ('lintel', 'custody', 'scheme', 'scope')
  UNION ALL
  SELECT 'schema ' || nspname FROM pg_namespace WHERE nspname IN ('lintel', 'custody', 'scheme', 'scope')
  ORDER BY 1`;

async function objects(database: TestDatabase): Promise<string[]> {
  return withAdmin(async (admin) => {
    const { rows } = await admin.query<{ name: string }>(OBJECTS);
    return rows.map((row) => row.name);
  }, database.name);
}

const folder = join(__dirname, '../../../migrations');

describe('migrations (real PostgreSQL)', () => {
  let names: string[];
  beforeAll(async () => {
    names = (await readdir(folder)).filter((file) => /^\d{13}-/.test(file)).sort();
  });

  it('go up, all the way down with rows in every table, and up again to the same', async () => {
    const database = await createEmptyDatabase();
    const done = await migrateUp(database.urls.owner);
    expect(done).toHaveLength(names.length);
    expect(done.map((name) => name.slice(-13))).toEqual(names.map((name) => name.slice(0, 13)));
    const full = await objects(database);

    const client = new Client({ connectionString: database.urls.admin });
    await client.connect();
    await wholeCase(client);
    await client.end();
    await migrateDown(database.urls.owner, done.length);
    expect(await migrationsDone(database.urls.owner)).toEqual([]);
    expect(await objects(database)).toEqual([]);

    expect(await migrateUp(database.urls.owner)).toEqual(done);
    expect(await objects(database)).toEqual(full);
    await database.drop();
  });

  it('run once when several processes start at the same time', async () => {
    const database = await createEmptyDatabase();
    const runs = await Promise.all([1, 2, 3].map(() => migrateUp(database.urls.owner)));
    expect(runs.flat()).toHaveLength(names.length);
    await database.drop();
  });

  it('have nothing left to do after they ran', async () => {
    const database = await createEmptyDatabase();
    await migrateUp(database.urls.owner);
    expect(await migrateUp(database.urls.owner)).toEqual([]);
    await database.drop();
  });
});
