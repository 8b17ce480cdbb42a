import type { Client } from 'pg';
import { SCHEMAS } from './catalog';

/** A foreign key. */
export interface Reference {
  readonly from: string;
  readonly to: string;
  readonly columns: readonly string[];
  /** The row need not refer to anything. */
  readonly optional: boolean;
  /** Each row is referred to once at most. */
  readonly single: boolean;
}

const REFERENCES = `
  SELECT k.conrelid::regclass::text AS "from", k.confrelid::regclass::text AS "to", c.names AS columns, c.optional,
         EXISTS (SELECT FROM pg_constraint u WHERE u.conrelid = k.conrelid AND u.contype IN ('p', 'u')
                    AND u.conkey <@ k.conkey) AS single
    FROM pg_constraint k JOIN pg_namespace n ON n.oid = k.connamespace
    CROSS JOIN LATERAL (
      SELECT array_agg(a.attname::text ORDER BY array_position(k.conkey, a.attnum)) AS names, bool_or(NOT a.attnotnull) AS optional
        FROM pg_attribute a WHERE a.attrelid = k.conrelid AND a.attnum = ANY (k.conkey)) c
   WHERE k.contype = 'f' AND n.nspname = ANY ($1) ORDER BY 1, 2, 3`;

export async function readReferences(admin: Client): Promise<readonly Reference[]> {
  return (await admin.query<Reference>(REFERENCES, [SCHEMAS])).rows;
}
