import type { Client } from 'pg';
import type { Person } from './people';

type Verb = 'SELECT' | 'INSERT' | 'UPDATE' | 'DELETE';

const SCHEMAS = ['lintel', 'custody', 'scheme', 'scope'];

export interface Table {
  /** With its schema. */
  readonly name: string;
  /** Columns that a role may select, insert or update. */
  readonly granted: (person: Person, verb: Exclude<Verb, 'DELETE'>) => readonly string[];
  /** Rows of the case that is attacked, as JSON objects. */
  readonly rows: readonly Readonly<Record<string, unknown>>[];
  /** Where each of them lies: a row that somebody has changed lies elsewhere. */
  readonly places: readonly string[];
}

async function grants(admin: Client): Promise<Map<string, string[]>> {
  const { rows } = await admin.query<{ key: string; columns: string[] }>(
    `SELECT concat_ws(' ', n.nspname || '.' || c.relname, r.role, v.verb) AS key, array_agg(a.attname::text ORDER BY a.attnum) AS columns
     FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
     JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped
     CROSS JOIN unnest(ARRAY['lintel_intake', 'lintel_workspace', 'lintel_worker']) AS r (role)
     CROSS JOIN unnest(ARRAY['SELECT', 'INSERT', 'UPDATE']) AS v (verb)
     WHERE c.relkind = 'r' AND n.nspname = ANY ($1) AND has_schema_privilege(r.role, n.oid, 'USAGE')
       AND has_column_privilege(r.role, c.oid, a.attnum, v.verb) AND (v.verb = 'SELECT' OR a.attgenerated = '')
     GROUP BY 1`,
    [SCHEMAS],
  );
  return new Map(rows.map(({ key, columns }) => [key, columns]));
}

/** Every table of every schema, with the rows that are there now. */
export async function tables(admin: Client): Promise<Table[]> {
  const granted = await grants(admin);
  const { rows } = await admin.query<{ name: string }>(
    `SELECT n.nspname || '.' || c.relname AS name FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
     WHERE c.relkind = 'r' AND n.nspname = ANY ($1) ORDER BY 1`,
    [SCHEMAS],
  );
  const found: Table[] = [];
  for (const { name } of rows) {
    const { rows: held } = await admin.query<{ row: Record<string, unknown>; place: string }>(
      `SELECT to_jsonb(t) AS row, t.ctid::text AS place FROM ${name} t`,
    );
    found.push({
      name,
      granted: ({ role }, verb) => granted.get(`${name} ${role} ${verb}`) ?? [],
      rows: held.map(({ row }) => row),
      places: held.map(({ place }) => place),
    });
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

/** How many rows of the case the person reads, or with `lock` takes to change them. */
async function reads(admin: Client, person: Person, table: Table, lock = ''): Promise<number> {
  const columns = table.granted(person, 'SELECT');
  if (columns.length === 0 || table.rows.length === 0) return 0;
  const shown = `jsonb_build_object(${columns.map((column) => `'${column}', t."${column}"`).join(', ')})`;
  const { rows } = await admin.query<{ row: Record<string, unknown> }>(
    `SELECT ${shown} AS row FROM ${table.name} t ${lock}`,
  );
  const of = (row: Readonly<Record<string, unknown>>): string =>
    JSON.stringify(columns.map((column) => row[column]));
  const known = new Set(table.rows.map(of));
  return rows.filter(({ row }) => known.has(of(row))).length;
}

/** Whether a policy lets the person change a row of the case, whatever it demands of the new one. */
async function locks(admin: Client, person: Person, table: Table): Promise<boolean> {
  if (table.granted(person, 'UPDATE').length === 0) return false;
  return (await reads(admin, person, table, 'FOR NO KEY UPDATE')) > 0;
}

/** Whether the person could write a row like those of the case: a refusal comes before any constraint is looked at. */
async function inserts(admin: Client, person: Person, table: Table): Promise<boolean> {
  const columns = table.granted(person, 'INSERT');
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
  const columns = verb === 'UPDATE' ? table.granted(person, verb) : [];
  if (verb === 'UPDATE' && columns.length === 0) return false;
  await admin.query('SAVEPOINT change');
  const statement =
    verb === 'UPDATE'
      ? `UPDATE ${table.name} SET ${columns.map((column) => `"${column}" = "${column}"`).join(', ')}`
      : `DELETE FROM ${table.name}`;
  try {
    await admin.query(statement);
    await admin.query('RESET SESSION AUTHORIZATION');
    const { rows } = await admin.query<{ place: string }>(
      `SELECT t.ctid::text AS place FROM ${table.name} t`,
    );
    const left = new Set(rows.map(({ place }) => place));
    return table.places.some((place) => !left.has(place));
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
      (await reads(admin, person, table)) > 0 ? 'S' : '',
      (await inserts(admin, person, table)) ? 'I' : '',
      (await locks(admin, person, table)) || (await changes(admin, person, table, 'UPDATE')) ? 'U' : '',
      (await changes(admin, person, table, 'DELETE')) ? 'D' : '',
    ];
    return letters.join('');
  });
}
