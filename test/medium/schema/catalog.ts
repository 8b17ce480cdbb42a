import type { Client } from 'pg';

/** A column as PostgreSQL has it. */
export interface CatalogColumn {
  readonly name: string;
  /** As `format_type` writes it, with its length: `timestamp with time zone`, `text[]`. */
  readonly type: string;
  readonly nullable: boolean;
  /** PostgreSQL gives the value, and refuses one that is given. */
  readonly generated: boolean;
  readonly primary: boolean;
  /** `lintel.officer.id`, where it refers to that alone. */
  readonly refersTo: string | null;
  /** The words that its CHECK allows; empty when there is no such CHECK. */
  readonly words: readonly string[];
}

/** Schemas of the application's own tables. */
export const SCHEMAS = ['custody', 'lintel', 'scheme'];

const COLUMNS = `
  SELECT n.nspname || '.' || c.relname AS "table", a.attname AS name, format_type(a.atttypid, a.atttypmod) AS type,
         NOT a.attnotnull AS nullable, a.attidentity = 'a' OR a.attgenerated <> '' AS generated,
         EXISTS (SELECT FROM pg_constraint k WHERE k.conrelid = c.oid AND k.contype = 'p' AND a.attnum = ANY (k.conkey)) AS "primary",
         (SELECT min(k.confrelid::regclass || '.' || f.attname) FROM pg_constraint k
            JOIN pg_attribute f ON f.attrelid = k.confrelid AND f.attnum = k.confkey[array_position(k.conkey, a.attnum)]
           WHERE k.conrelid = c.oid AND k.contype = 'f' AND a.attnum = ANY (k.conkey)) AS "refersTo",
         (SELECT pg_get_constraintdef(k.oid) FROM pg_constraint k
           WHERE k.conrelid = c.oid AND k.contype = 'c' AND k.conkey = ARRAY[a.attnum]
             AND pg_get_constraintdef(k.oid) LIKE '%= ANY (ARRAY[%') AS "check"
    FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
    JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped
   WHERE c.relkind = 'r' AND n.nspname = ANY ($1) ORDER BY 1, a.attnum`;

type Row = Omit<CatalogColumn, 'words'> & { readonly table: string; readonly check: string | null };

const wordsOf = (check: string | null): string[] =>
  [...(check ?? '').matchAll(/'([^']*)'::text/g)].map(([, word = '']) => word).sort();

/** Every table of the application, `schema.name`, with its columns in their order. */
export async function readCatalog(admin: Client): Promise<ReadonlyMap<string, readonly CatalogColumn[]>> {
  const { rows } = await admin.query<Row>(COLUMNS, [SCHEMAS]);
  const tables = new Map<string, CatalogColumn[]>();
  for (const { table, check, ...column } of rows) {
    const columns = tables.get(table) ?? [];
    tables.set(table, [...columns, { ...column, words: wordsOf(check) }]);
  }
  return tables;
}

/** Which columns `role` may select, as `table.column`. */
export async function selectable(admin: Client, role: string): Promise<ReadonlySet<string>> {
  const { rows } = await admin.query<{ name: string }>(
    `SELECT n.nspname || '.' || c.relname || '.' || a.attname AS name
       FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
       JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped
      WHERE c.relkind = 'r' AND n.nspname = ANY ($2) AND has_schema_privilege($1, n.oid, 'USAGE')
        AND has_column_privilege($1, c.oid, a.attnum, 'SELECT')`,
    [role, SCHEMAS],
  );
  return new Set(rows.map(({ name }) => name));
}
