import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Client } from 'pg';
import { createTestDatabase } from '../../support/database';
import { ROOT } from '../../support/typescript';
import { SCHEMAS } from './catalog';

const PAGE = join(ROOT, 'docs/rules.md');
const HEADING = '## What PostgreSQL refuses';

/** CHECK over several columns of a row. */
const CHECKS = `
  SELECT c.conrelid::regclass::text AS "table", pg_get_constraintdef(c.oid) AS rule
    FROM pg_constraint c JOIN pg_namespace n ON n.oid = c.connamespace
   WHERE c.contype = 'c' AND cardinality(c.conkey) > 1 AND n.nspname = ANY ($1)
   ORDER BY 1, 2`;

/** Triggers that can refuse, and so may look at other rows and tables; what refuses every change is no rule between values. */
const GUARDS = `
  SELECT t.tgrelid::regclass::text AS "table", string_agg(DISTINCT p.proname, ', ' ORDER BY p.proname) AS functions
    FROM pg_trigger t JOIN pg_proc p ON p.oid = t.tgfoid
    JOIN pg_class c ON c.oid = t.tgrelid JOIN pg_namespace n ON n.oid = c.relnamespace
   WHERE NOT t.tgisinternal AND n.nspname = ANY ($1) AND p.prosrc ~ 'RAISE' AND p.proname <> 'refuse'
   GROUP BY 1 ORDER BY 1`;

async function written(): Promise<string> {
  const database = await createTestDatabase();
  const admin = new Client({ connectionString: database.urls.admin });
  await admin.connect();
  try {
    const checks = await admin.query<{ table: string; rule: string }>(CHECKS, [SCHEMAS]);
    const guards = await admin.query<{ table: string; functions: string }>(GUARDS, [SCHEMAS]);
    const byTable = new Map<string, string[]>();
    for (const { table, rule } of checks.rows)
      byTable.set(table, [...(byTable.get(table) ?? []), rule.replaceAll(/\s+/g, ' ')]);
    return [
      HEADING,
      '',
      'Drawn from a database that has just been migrated: `npm run docs:rules`. Where each stands is in `migrations`.',
      '',
      'Between columns of one row:',
      '',
      '```sql',
      [...byTable].map(([table, rules]) => [`-- ${table}`, ...rules].join('\n')).join('\n\n'),
      '```',
      '',
      'Between rows and tables, by triggers:',
      '',
      '```text',
      ...guards.rows.map(({ table, functions }) => `${table}: ${functions}`),
      '```',
      '',
    ].join('\n');
  } finally {
    await admin.end();
    await database.drop();
  }
}

it('are in docs/rules.md as PostgreSQL has them', async () => {
  const page = await readFile(PAGE, 'utf8');
  const [byHand = ''] = page.split(HEADING, 1);
  const wanted = `${byHand}${await written()}`;
  if (process.env['LINTEL_WRITE_DOCS'] === '1') await writeFile(PAGE, wanted);
  expect(await readFile(PAGE, 'utf8')).toBe(wanted);
});
