import { escapeIdentifier, type Client } from 'pg';

interface Column {
  readonly name: string;
  readonly type: string;
  /** Part of a unique index whose columns tell no copy from another by themselves. */
  readonly salted: boolean;
}

interface Table {
  readonly name: string;
  readonly columns: readonly Column[];
}

const COLUMNS = `
  SELECT c.oid::regclass::text AS "table", a.attname AS name, format_type(a.atttypid, NULL) AS type,
    EXISTS (SELECT FROM pg_index i WHERE i.indrelid = c.oid AND i.indisunique AND a.attnum = ANY (i.indkey)
      AND NOT EXISTS (SELECT FROM pg_attribute o WHERE o.attrelid = c.oid AND o.attnum = ANY (i.indkey)
        AND format_type(o.atttypid, NULL) IN ('uuid', 'bytea'))) AS salted
    FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
    JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped AND a.attgenerated = '' AND a.attidentity = ''
   WHERE n.nspname IN ('lintel', 'custody', 'scheme') AND c.relkind = 'r' AND NOT c.oid::regclass::text = ANY ($1)
   ORDER BY 1, a.attnum`;

const UUID = `([^0-9a-f]|^)[0-9a-f]{8}(-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12})`;
/** Of copy k; spread over the whole range, as random ids are. */
const SPREAD = `lpad(to_hex((k * 2654435761) % 4294967296), 8, '0')`;

/** What stands in a column of copy `k`: ids, hashes and names of its own, everything else as it was, so that sizes are those of the row. */
function copied({ name, type, salted }: Column, span: number): string {
  const column = `b.${escapeIdentifier(name)}`;
  const text = `CASE WHEN ${column}::text ~ '^[0-9a-f]{64}$' THEN encode(sha256(convert_to(${column}::text || k, 'UTF8')), 'hex')
    WHEN ${column}::text ~ '^[0-9a-f]{32}$' THEN md5(${column}::text || k)
    ${salted ? `WHEN ${column}::text !~ '${UUID}' THEN left(${column}::text, greatest(length(${column}::text) - 6, 0)) || lpad(to_hex(k), 6, '0')` : ''}
    ELSE regexp_replace(${column}::text, '${UUID}', '\\1' || ${SPREAD} || '\\2', 'g') END`;
  switch (type) {
    case 'uuid':
      // Of version 7: in the order of time.
      return `((CASE WHEN substr(${column}::text, 15, 1) = '7' THEN lpad(to_hex(k), 8, '0') ELSE ${SPREAD} END) || substr(${column}::text, 9))::uuid`;
    case 'bytea':
      return `CASE WHEN length(${column}) = 32 THEN sha256(${column} || convert_to(k::text, 'UTF8')) ELSE ${column} END`;
    case 'bigint':
    case 'integer':
      return salted ? `${column} + k * ${span}` : column;
    case 'text':
    case 'json':
    case 'jsonb':
      return `(${text})::${type}`;
    default:
      return column;
  }
}

async function tablesOf(admin: Client, except: readonly string[]): Promise<Table[]> {
  const { rows } = await admin.query<Column & { table: string }>(COLUMNS, [except]);
  const names = [...new Set(rows.map(({ table }) => table))];
  return names.map((name) => ({ name, columns: rows.filter(({ table }) => table === name) }));
}

/**
 * Copies every row that there is, but those of the tables of `except`, so many times: as if what was done once had been done again by others.
 * No trigger and no constraint but uniqueness is asked, so the database is for measuring alone. As the administrator.
 */
export async function copyRows(admin: Client, times: number, except: readonly string[]): Promise<void> {
  const { rows: checks } = await admin.query<{ sql: string }>(
    `SELECT format('ALTER TABLE %s DROP CONSTRAINT %I', conrelid::regclass, conname) AS sql FROM pg_constraint c
       JOIN pg_namespace n ON n.oid = c.connamespace WHERE c.contype = 'c' AND conrelid <> 0 AND n.nspname IN ('lintel', 'custody', 'scheme')`,
  );
  for (const { sql } of checks) await admin.query(sql);
  await admin.query('SET session_replication_role = replica');
  const copies: string[] = [];
  for (const { name, columns } of await tablesOf(admin, except)) {
    const own = escapeIdentifier(`base ${name}`);
    await admin.query(`CREATE TEMPORARY TABLE ${own} AS SELECT * FROM ${name}`);
    const numbers = columns.filter(({ type, salted }) => salted && ['bigint', 'integer'].includes(type));
    const most = numbers.map((column) => `coalesce(max(${escapeIdentifier(column.name)}), 0)`);
    const { rows } = await admin.query<{ rows: string; span: string }>(
      `SELECT count(*) AS rows, greatest(0, ${most.join(', ') || '0'}) + 1 AS span FROM ${own}`,
    );
    if (Number(rows[0]?.rows) === 0) continue;
    const targets = columns.map((column) => escapeIdentifier(column.name)).join(', ');
    const values = columns.map((column) => copied(column, Number(rows[0]?.span))).join(', ');
    copies.push(
      `INSERT INTO ${name} (${targets}) SELECT ${values} FROM generate_series($1::bigint, $2::bigint) k CROSS JOIN ${own} b ON CONFLICT DO NOTHING`,
    );
  }
  // Side by side, as time brings them.
  for (let from = 1; from <= times; from += AT_ONCE)
    for (const sql of copies) await admin.query(sql, [from, Math.min(times, from + AT_ONCE - 1)]);
  await admin.query('RESET session_replication_role');
}

const AT_ONCE = 100;
