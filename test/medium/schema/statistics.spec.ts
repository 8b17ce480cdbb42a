import { Client } from 'pg';
import { createTestDatabase, type TestDatabase } from '../../support/database';

/** PostgreSQL reads what it keeps of a column for each statement that compares it: of ids ten values tell as much as a hundred. */
const KEPT = 10;

let database: TestDatabase;
beforeAll(async () => {
  database = await createTestDatabase();
});
afterAll(() => database.drop());

it('of no column of ids more is kept than planning needs: a new one gets ALTER TABLE ... ALTER COLUMN ... SET STATISTICS', async () => {
  const admin = new Client({ connectionString: database.urls.admin });
  await admin.connect();
  const { rows } = await admin.query<{ column: string; kept: number | null }>(
    `SELECT c.relname || '.' || a.attname AS column, a.attstattarget AS kept FROM pg_attribute a JOIN pg_class c ON c.oid = a.attrelid
      WHERE c.relnamespace = 'lintel'::regnamespace AND c.relkind = 'r' AND a.attnum > 0 AND NOT a.attisdropped AND a.atttypid = 'uuid'::regtype`,
  );
  await admin.end();
  expect(rows.length).toBeGreaterThan(100);
  expect(rows.filter(({ kept }) => kept !== KEPT)).toEqual([]);
});
