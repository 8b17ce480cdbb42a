import type { Client } from 'pg';
import type { Person } from './people';

export interface Table {
  /** With its schema. */
  readonly name: string;
  readonly columns: readonly string[];
  /** Rows of the case that is attacked, as JSON objects. */
  readonly rows: readonly Readonly<Record<string, unknown>>[];
}

type Verb = 'SELECT' | 'INSERT' | 'UPDATE' | 'DELETE';

/** Every table of every schema, with the rows that are there now. */
export async function tables(admin: Client): Promise<Table[]> {
  const { rows } = await admin.query<{ name: string; columns: string[] }>(
    `SELECT n.nspname || '.' || c.relname AS name,
       array_agg(a.attname::text ORDER BY a.attnum) FILTER (WHERE a.attgenerated = '') AS columns
     FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
     JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped
     WHERE c.relkind = 'r' AND n.nspname IN ('lintel', 'custody', 'scheme', 'scope') GROUP BY 1 ORDER BY 1`,
  );
  const found: Table[] = [];
  for (const { name, columns } of rows) {
    const { rows: held } = await admin.query<{ row: Record<string, unknown> }>(
      `SELECT to_jsonb(t) AS row FROM ${name} t`,
    );
    found.push({ name, columns, rows: held.map(({ row }) => row) });
  }
  return found;
}

/** Runs `work` as the person, in a transaction that leaves nothing behind. */
async function as<T>(admin: Client, person: Person, work: () => Promise<T>): Promise<T> {
  await admin.query(`BEGIN; SET LOCAL SESSION AUTHORIZATION ${person.role}`);
  try {
    for (const statement of person.begin) await admin.query(statement);
    return await work();
  } finally {
    await admin.query('ROLLBACK');
  }
}

async function granted(admin: Client, table: Table, verb: Exclude<Verb, 'DELETE'>): Promise<string[]> {
  const { rows } = await admin.query<{ columns: string[] | null }>(
    `SELECT array_agg(c) AS columns FROM unnest($2::text[]) c WHERE has_column_privilege($1, c, $3)`,
    [table.name, table.columns, verb],
  );
  return rows[0]?.columns ?? [];
}

/** What the statement came to: refused by PostgreSQL (a right, a policy, a trigger), or how many rows it touched. */
async function attempt(admin: Client, sql: string, values: unknown[] = []): Promise<number | string> {
  await admin.query('SAVEPOINT attempt');
  try {
    return (await admin.query(sql, values)).rowCount ?? 0;
  } catch (error) {
    return String((error as { code?: unknown }).code);
  } finally {
    await admin.query('ROLLBACK TO SAVEPOINT attempt');
  }
}

const quoted = (columns: readonly string[]): string => columns.map((column) => `"${column}"`).join(', ');
const REFUSED = /^(42501|LC|LN|55000)/;

/** How many rows of the case the person reads. */
async function reads(admin: Client, table: Table): Promise<number> {
  const columns = await granted(admin, table, 'SELECT');
  if (columns.length === 0 || table.rows.length === 0) return 0;
  const shown = `jsonb_build_object(${columns.map((column) => `'${column}', t."${column}"`).join(', ')})`;
  const { rows } = await admin.query<{ row: Record<string, unknown> }>(
    `SELECT ${shown} AS row FROM ${table.name} t`,
  );
  const of = (row: Readonly<Record<string, unknown>>): string =>
    JSON.stringify(columns.map((column) => row[column]));
  const known = new Set(table.rows.map(of));
  return rows.filter(({ row }) => known.has(of(row))).length;
}

/** Whether the person could write a row like those of the case: a refusal comes before any constraint is looked at. */
async function inserts(admin: Client, table: Table): Promise<boolean> {
  const columns = await granted(admin, table, 'INSERT');
  if (columns.length === 0) return false;
  for (const row of table.rows) {
    const outcome = await attempt(
      admin,
      `INSERT INTO ${table.name} (${quoted(columns)}) OVERRIDING SYSTEM VALUE
         SELECT ${quoted(columns)} FROM jsonb_populate_record(NULL::${table.name}, $1)`,
      [JSON.stringify(row)],
    );
    if (typeof outcome === 'number' || !REFUSED.test(outcome)) return true;
  }
  return false;
}

/** Whether the person changed a row of the case: asked with the eyes of the superuser, in the same transaction. */
async function changes(
  admin: Client,
  person: Person,
  table: Table,
  verb: 'UPDATE' | 'DELETE',
): Promise<boolean> {
  const columns = verb === 'UPDATE' ? await granted(admin, table, verb) : [];
  if (verb === 'UPDATE' && columns.length === 0) return false;
  await admin.query('SAVEPOINT change');
  const statement =
    verb === 'UPDATE'
      ? `UPDATE ${table.name} SET ${columns.map((column) => `"${column}" = "${column}"`).join(', ')}`
      : `DELETE FROM ${table.name}`;
  try {
    await admin.query(statement);
    await admin.query('RESET SESSION AUTHORIZATION');
    const { rows } = await admin.query<{ row: Record<string, unknown>; mine: boolean }>(
      `SELECT to_jsonb(t) AS row, t.xmin = pg_current_xact_id()::xid AS mine FROM ${table.name} t`,
    );
    const left = new Map(rows.map(({ row, mine }) => [JSON.stringify(row), mine]));
    return table.rows.some((row) => {
      const mine = left.get(JSON.stringify(row));
      return verb === 'DELETE' ? mine === undefined : mine === true;
    });
  } catch (error) {
    return !REFUSED.test(String((error as { code?: unknown }).code));
  } finally {
    await admin.query('ROLLBACK TO SAVEPOINT change');
    await admin.query(`SET LOCAL SESSION AUTHORIZATION ${person.role}`);
  }
}

/** What the person may do to rows of the case: letters of S(elect), I(nsert), U(pdate), D(elete). */
export async function rightsOf(admin: Client, person: Person, table: Table): Promise<string> {
  return as(admin, person, async () => {
    const letters = [
      (await reads(admin, table)) > 0 ? 'S' : '',
      (await inserts(admin, table)) ? 'I' : '',
      (await changes(admin, person, table, 'UPDATE')) ? 'U' : '',
      (await changes(admin, person, table, 'DELETE')) ? 'D' : '',
    ];
    return letters.join('');
  });
}
