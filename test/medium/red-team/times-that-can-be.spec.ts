import { Client } from 'pg';
import { officerSession, victimSession } from '../../factories/acting';
import { createTestDatabase, type TestDatabase } from '../../support/database';
import { wholeCase } from './whole-case';
import type { Case } from '../../factories/rows';

const REFUSED = { code: '23514' };
const ROLES = ['intake', 'workspace', 'worker'] as const;

/** A page that shows a time without an end fails; so would every page of the case, for good, once an intruder had written one. */
describe('a time that no program can read', () => {
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
    const { rows } = await admin.query<{ table: string; column: string; type: string }>(
      `SELECT c.oid::regclass::text AS table, a.attname AS column, format_type(a.atttypid, NULL) AS type
         FROM pg_class c JOIN pg_attribute a ON a.attrelid = c.oid JOIN pg_namespace n ON n.oid = c.relnamespace
        WHERE c.relkind = 'r' AND n.nspname IN ('lintel', 'custody', 'scheme') AND a.attnum > 0
          AND a.atttypid IN ('timestamptz'::regtype, 'date'::regtype) AND has_column_privilege($1, c.oid, a.attnum, 'UPDATE')`,
      [`lintel_${role}`],
    );
    expect(rows.length).toBeGreaterThan(3);
    const client = new Client({ connectionString: database.urls[role] });
    await client.connect();
    const written: string[] = [];
    for (const { table, column, type } of rows) {
      for (const value of [
        'infinity',
        '-infinity',
        type === 'date' ? '300000-01-01' : '290000-01-01 00:00Z',
      ]) {
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
        const changed = await client.query(`UPDATE ${table} SET ${column} = $1`, [value]).then(
          ({ rowCount }) => rowCount ?? 0,
          () => 0,
        );
        if (changed > 0) written.push(`${table}.${column} = ${value}`);
        await client.query('ROLLBACK');
      }
    }
    await client.end();
    expect(written).toEqual([]);
  });

  it('is refused by each column there is, also of tables that only grow', async () => {
    const { rows } = await admin.query<{ name: string }>(
      `SELECT c.oid::regclass::text || '.' || a.attname AS name
         FROM pg_class c JOIN pg_attribute a ON a.attrelid = c.oid JOIN pg_namespace n ON n.oid = c.relnamespace
        WHERE c.relkind IN ('r', 'p') AND NOT c.relispartition AND n.nspname IN ('lintel', 'custody', 'scheme') AND a.attnum > 0
          AND NOT a.attisdropped AND a.atttypid IN ('timestamptz'::regtype, 'date'::regtype, 'float4'::regtype, 'float8'::regtype)
          AND NOT EXISTS (SELECT FROM pg_constraint k WHERE k.conrelid = c.oid AND k.contype = 'c' AND k.conkey = ARRAY[a.attnum]
            AND k.conname LIKE '%\\_can\\_be')`,
    );
    expect(rows).toEqual([]);
  });

  it('is refused of a draft, which officers would read', async () => {
    const file = `UPDATE lintel.clip SET file_date = $1 WHERE id = $2`;
    await expect(admin.query(file, ['infinity', made.draftClip])).rejects.toMatchObject(REFUSED);
    await expect(admin.query(file, ['2026-02-03T04:05:06Z', made.draftClip])).resolves.toBeDefined();
  });
});
