import type { QueryRunner } from 'typeorm';
import { Baseline1770000000000 } from './1770000000000-baseline';

/** The last of the migrations that the baseline took the place of. */
const LAST_BEFORE = 'ExifTime1764000000180';
const SCHEMAS = ['lintel', 'custody', 'scheme'];
const BEFORE = '_before';

/** Tables that are not carried over: officers sign in again, and the vocabulary is written anew. */
const LEFT_BEHIND = new Set([
  'lintel.workspace_session',
  'lintel.assisted_pass',
  'lintel.issue_session',
  'lintel.intake_session',
  'custody.event_type',
  'custody.permitted_type',
  'custody.permitted_actor',
]);

/**
 * A stored password or code keeps its parameters and salt; of the Argon2 output only the SHA-256 is kept now, which
 * the database compares itself.
 */
const hashedAgain = (column: string): string =>
  `regexp_replace(${column}, '[^$]*$', '') || rtrim(encode(sha256(decode(regexp_replace(${column}, '^.*[$]', '') || '=', 'base64')), 'base64'), '=')`;

/** Columns whose form has changed. What is no Argon2 hash opens nothing, and stays as it is. */
const CHANGED: Readonly<Record<string, string>> = {
  'lintel.officer.password_hash': 'password_hash',
  'lintel.invitation.code_hash': 'code_hash',
  'lintel.bundle_issue.code_hash': 'code_hash',
};

function selected(table: string, column: string): string {
  const changed = CHANGED[`${table}.${column}`];
  return changed === undefined
    ? `"${column}"`
    : `CASE WHEN ${changed} LIKE '$argon2id$%' THEN ${hashedAgain(changed)} ELSE ${changed} END`;
}

/** A database that is neither new nor the last state before the baseline. */
export class NotCarriedOver extends Error {
  constructor() {
    super(
      'This database was made by an earlier version and cannot be taken over as it is. Run `lintel migrate` of the version that made it, with all its updates, and then this one; or move the data folder away and start anew.',
    );
    this.name = 'NotCarriedOver';
  }
}

async function names(runner: QueryRunner): Promise<string[]> {
  const [there] = (await runner.query(`SELECT to_regclass('public.schema_migration') AS name`)) as {
    name: string | null;
  }[];
  if (there?.name == null) return [];
  const rows = (await runner.query('SELECT name FROM schema_migration ORDER BY id')) as { name: string }[];
  return rows.map(({ name }) => name);
}

/** Whether the tables are those of before the baseline. @throws NotCarriedOver when they are of an even older state */
export async function isOfBefore(runner: QueryRunner): Promise<boolean> {
  const done = await names(runner);
  if (!done.includes('Custody1764000000001')) return false;
  if (done.at(-1) !== LAST_BEFORE) throw new NotCarriedOver();
  return true;
}

/** Every new table, so that a row is copied after those it refers to. */
async function inOrder(runner: QueryRunner): Promise<string[]> {
  const rows = (await runner.query(
    `SELECT n.nspname || '.' || c.relname AS name,
       coalesce((SELECT array_agg(DISTINCT f.confrelid::regclass::text) FROM pg_constraint f
         WHERE f.conrelid = c.oid AND f.contype = 'f' AND f.confrelid <> c.oid), '{}') AS refers
     FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
     WHERE c.relkind = 'r' AND n.nspname = ANY ($1) ORDER BY 1`,
    [SCHEMAS],
  )) as { name: string; refers: string[] }[];
  const placed: string[] = [];
  const place = (name: string, path: readonly string[]): void => {
    if (placed.includes(name) || path.includes(name)) return;
    for (const other of rows.find((row) => row.name === name)?.refers ?? []) place(other, [...path, name]);
    placed.push(name);
  };
  for (const { name } of rows) place(name, []);
  return placed;
}

async function columnsOf(runner: QueryRunner, table: string): Promise<string[]> {
  const rows = (await runner.query(
    `SELECT attname AS name FROM pg_attribute
      WHERE attrelid = to_regclass($1) AND attnum > 0 AND NOT attisdropped AND attgenerated = '' ORDER BY attnum`,
    [table],
  )) as { name: string }[];
  return rows.map(({ name }) => name);
}

/** Copies a table whole; its own triggers, which check what people do, rest meanwhile and come back as they were. */
async function copy(runner: QueryRunner, table: string): Promise<void> {
  const old = table.replace('.', `${BEFORE}.`);
  const before = new Set(await columnsOf(runner, old));
  if (before.size === 0 || LEFT_BEHIND.has(table)) return;
  const columns = (await columnsOf(runner, table)).filter((column) => before.has(column));
  const triggers = (await runner.query(
    'SELECT tgname AS name, tgenabled AS mode FROM pg_trigger WHERE tgrelid = to_regclass($1) AND NOT tgisinternal',
    [table],
  )) as { name: string; mode: string }[];
  for (const { name } of triggers) await runner.query(`ALTER TABLE ${table} DISABLE TRIGGER "${name}"`);
  await runner.query(
    `INSERT INTO ${table} (${columns.map((column) => `"${column}"`).join(', ')}) OVERRIDING SYSTEM VALUE
       SELECT ${columns.map((column) => selected(table, column)).join(', ')} FROM ${old}`,
  );
  for (const { name, mode } of triggers)
    await runner.query(`ALTER TABLE ${table} ENABLE ${mode === 'A' ? 'ALWAYS ' : ''}TRIGGER "${name}"`);
  await runner.query(
    `SELECT setval(s.name, s.last) FROM (
       SELECT pg_get_serial_sequence($1, a.attname) AS name,
         (xpath('//m/text()', query_to_xml(format('SELECT max(%I) AS m FROM %s', a.attname, $1::text), false, true, '')))[1]::text::bigint AS last
       FROM pg_attribute a WHERE a.attrelid = to_regclass($1) AND a.attidentity <> '') s WHERE s.last IS NOT NULL`,
    [table],
  );
}

/** Nothing of the log may be lost or changed: every row of these stands in the new table, and no other. */
async function requireSameLog(runner: QueryRunner): Promise<void> {
  for (const table of ['record', 'leaf', 'node', 'checkpoint', 'head', 'pending']) {
    const [row] = (await runner.query(
      `SELECT EXISTS (TABLE custody${BEFORE}.${table} EXCEPT TABLE custody.${table})
           OR EXISTS (TABLE custody.${table} EXCEPT TABLE custody${BEFORE}.${table}) AS differs`,
    )) as { differs: boolean }[];
    if (row?.differs !== false) throw new Error(`custody.${table} was not carried over whole`);
  }
}

async function requireNothingForgotten(runner: QueryRunner): Promise<void> {
  const rows = (await runner.query(
    `SELECT replace(n.nspname, $2, '') || '.' || c.relname AS name FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
      WHERE c.relkind = 'r' AND n.nspname = ANY ($1) AND to_regclass(replace(n.nspname, $2, '') || '.' || c.relname) IS NULL`,
    [SCHEMAS.map((schema) => `${schema}${BEFORE}`), BEFORE],
  )) as { name: string }[];
  const forgotten = rows.filter(({ name }) => !LEFT_BEHIND.has(name));
  if (forgotten.length > 0)
    throw new Error(`no place for ${forgotten.map(({ name }) => name).join(', ')} in the new tables`);
}

/**
 * Takes the rows of before into the tables of the baseline, in one transaction: all of it, or nothing. Officers sign in
 * again, and people with a link enter their code again.
 */
export async function carryOver(runner: QueryRunner): Promise<string> {
  const baseline = new Baseline1770000000000();
  await runner.startTransaction();
  try {
    for (const schema of SCHEMAS) await runner.query(`ALTER SCHEMA ${schema} RENAME TO ${schema}${BEFORE}`);
    await runner.query('DELETE FROM schema_migration');
    await baseline.up(runner);
    await runner.query('INSERT INTO schema_migration ("timestamp", name) VALUES ($1, $2)', [
      Number(baseline.name.slice(-13)),
      baseline.name,
    ]);
    for (const table of await inOrder(runner)) await copy(runner, table);
    await requireNothingForgotten(runner);
    await requireSameLog(runner);
    await runner.query(`DROP SCHEMA ${SCHEMAS.map((schema) => `${schema}${BEFORE}`).join(', ')} CASCADE`);
    await runner.commitTransaction();
  } catch (error) {
    await runner.rollbackTransaction();
    throw error;
  }
  return baseline.name;
}
