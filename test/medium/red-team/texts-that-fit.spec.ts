import { Client } from 'pg';
import { officerSession, victimSession } from '../../factories/acting';
import type { Case } from '../../factories/rows';
import { createTestDatabase, type TestDatabase } from '../../support/database';
import { ONLY_APPENDED } from './only-appended';
import { wholeCase } from './whole-case';

const REFUSED = { code: '23514' };
const ROLES = ['intake', 'workspace', 'worker'] as const;
const TEXTS = `a.atttypid IN ('text'::regtype, 'bytea'::regtype, 'json'::regtype, 'jsonb'::regtype, 'text[]'::regtype, 'bytea[]'::regtype)`;

/** A page that shows a hundred megabytes fails; so would every page of the case, for good, once an intruder had written them. */
describe('a text without an end', () => {
  let database: TestDatabase;
  let admin: Client;
  let made: Case;
  beforeAll(async () => {
    database = await createTestDatabase();
    admin = new Client({ connectionString: database.urls.admin });
    await admin.connect();
    made = await wholeCase(admin);
  });
  afterAll(async () => {
    await admin.end();
    await database.drop();
  });

  it.each(ROLES)('is written in no row that %s may change', async (role) => {
    const { rows } = await admin.query<{ table: string; column: string; type: string; most: string | null }>(
      `SELECT c.oid::regclass::text AS table, a.attname AS column, format_type(a.atttypid, NULL) AS type,
           (SELECT substring(pg_get_constraintdef(k.oid) FROM '<= ([0-9]+)') FROM pg_constraint k
             WHERE k.conrelid = c.oid AND k.conkey = ARRAY[a.attnum] AND k.conname LIKE '%\\_fits') AS most
         FROM pg_class c JOIN pg_attribute a ON a.attrelid = c.oid JOIN pg_namespace n ON n.oid = c.relnamespace
        WHERE c.relkind = 'r' AND n.nspname IN ('lintel', 'custody', 'scheme') AND a.attnum > 0 AND ${TEXTS}
          AND has_column_privilege($1, c.oid, a.attnum, 'UPDATE')`,
      [`lintel_${role}`],
    );
    expect(rows.length).toBeGreaterThan(3);
    const client = new Client({ connectionString: database.urls[role] });
    await client.connect();
    const written: string[] = [];
    for (const { table, column, type, most } of rows) {
      const long = `repeat('x', ${Number(most ?? 1_000_000) + 1})`;
      const values: Readonly<Record<string, string>> = {
        bytea: `convert_to(${long}, 'UTF8')`,
        json: `to_json(${long})`,
        jsonb: `to_jsonb(${long})`,
        'text[]': `ARRAY[${long}]`,
      };
      await client.query('BEGIN');
      if (role === 'intake')
        await client.query('SELECT scope.open($1, $2)', [
          'victim',
          await victimSession(admin, made.invitation),
        ]);
      if (role === 'workspace')
        await client.query('SELECT scope.open($1, $2)', [
          'officer',
          await officerSession(admin, made.officer),
        ]);
      const changed = await client.query(`UPDATE ${table} SET ${column} = ${values[type] ?? long}`).then(
        ({ rowCount }) => rowCount ?? 0,
        () => 0,
      );
      if (changed > 0) written.push(`${table}.${column}`);
      await client.query('ROLLBACK');
    }
    await client.end();
    expect(written).toEqual([]);
  });

  it('is refused by each column there is, but where its values are named', async () => {
    const { rows } = await admin.query<{ name: string }>(
      `SELECT c.oid::regclass::text || '.' || a.attname AS name
         FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace JOIN pg_attribute a ON a.attrelid = c.oid
        WHERE c.relkind IN ('r', 'p') AND NOT c.relispartition AND n.nspname IN ('lintel', 'custody', 'scheme') AND a.attnum > 0
          AND NOT a.attisdropped AND ${TEXTS} AND NOT ${ONLY_APPENDED}
          AND NOT EXISTS (SELECT FROM pg_constraint k WHERE k.conrelid = c.oid AND k.contype = 'c' AND k.conkey = ARRAY[a.attnum]
            AND (k.conname LIKE '%\\_fits' OR pg_get_constraintdef(k.oid) LIKE 'CHECK ((' || quote_ident(a.attname) || ' = ANY (ARRAY[%'))`,
    );
    expect(rows).toEqual([]);
  });

  it.each([
    ['the offence of an investigation', 'investigation', 'offence', 4_001],
    ['a team', 'investigation', 'team', 4_001],
    ['the name of a file that was sent', 'clip', 'file_name', 4_001],
    ['a reason', 'triage', 'reason', 100_001],
  ])('is refused of %s long before it fills a page', async (_what, table, column, octets) => {
    await admin.query('SET session_replication_role = replica');
    const write = (length: number): Promise<unknown> =>
      admin.query(`UPDATE lintel.${table} SET ${column} = repeat('x', $1)`, [length]);
    await expect(write(octets)).rejects.toMatchObject(REFUSED);
    await expect(write(octets - 1)).resolves.toBeDefined();
    await admin.query('SET session_replication_role = origin');
  });
});
