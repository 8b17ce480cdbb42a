import type { MigrationInterface, QueryRunner } from 'typeorm';
import { reworded, type Change } from './reworded';

/** Of every whole number of eight bytes that is kept. Names of constraints are cut as PostgreSQL cuts them. */
const COLUMNS = `
  SELECT c.oid::regclass AS holder, a.attname AS "column", left(c.relname || '_' || a.attname, 56) || '_counts' AS rule
    FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace JOIN pg_attribute a ON a.attrelid = c.oid
   WHERE c.relkind IN ('r', 'p') AND NOT c.relispartition AND n.nspname IN ('lintel', 'scheme', 'custody') AND a.attnum > 0 AND NOT a.attisdropped
     AND a.atttypid = 'int8'::regtype`;

const FORMS = [
  ['lintel.submission', 'submission_reference_form', `reference ~ '^[A-Za-z0-9-]{1,40}$'`],
  ['lintel.receipt', 'receipt_reference_form', `reference ~ '^[A-Za-z0-9-]{1,40}$'`],
  ['lintel.exhibit_counter', 'exhibit_counter_form', `initials ~ '^[A-Z]{2,4}$'`],
] as const;

const nodes = (language: string, body: string): string =>
  `CREATE OR REPLACE FUNCTION custody.add_nodes(levels integer[], indexes bigint[], hashes bytea[]) RETURNS void
   LANGUAGE ${language} SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$${body}$$`;
const ADD_NODES = `
  INSERT INTO custody.node (level, index, hash)
    SELECT u.level, u.index, u.hash FROM unnest(levels, indexes, hashes) AS u (level, index, hash);
`;
/** A node stands over leaves that are there: one that was put where the tree has not grown to would stand in its way for good. */
const GROWN = `
BEGIN
  IF EXISTS (SELECT FROM unnest(levels, indexes) AS u (level, index)
    WHERE (u.level < 62 AND (u.index + 1)::numeric * 2::numeric ^ u.level <= custody.tree_size()) IS NOT TRUE) THEN
    RAISE EXCEPTION 'custody: a node over leaves that are not there' USING ERRCODE = 'LC005';
  END IF;
  ${ADD_NODES.trim()}
END `;

const KEYS: Change = [
  'INSERT INTO custody.key (verifier_key) VALUES (add_key.verifier_key) ON CONFLICT DO NOTHING;',
  `INSERT INTO custody.key (verifier_key) SELECT add_key.verifier_key WHERE (SELECT count(*) FROM custody.key) < 1000 ON CONFLICT DO NOTHING;`,
];

const REFUSED: Change = [
  'INSERT INTO lintel.refused_session (id_hash) VALUES (scope.hash_of(secret)) ON CONFLICT DO NOTHING;',
  `INSERT INTO lintel.refused_session (id_hash) SELECT scope.hash_of(secret)
     WHERE (SELECT count(*) FROM (SELECT FROM lintel.refused_session LIMIT 50000) kept) < 50000 ON CONFLICT DO NOTHING;`,
];

const UP = [
  `DO $$
   DECLARE
     found record;
   BEGIN
     FOR found IN ${COLUMNS} LOOP
       EXECUTE format('ALTER TABLE %s ADD CONSTRAINT %I CHECK (%I BETWEEN -9007199254740991 AND 9007199254740991) NOT VALID', found.holder, found.rule, found.column);
     END LOOP;
   END $$`,
  ...FORMS.map(
    ([table, rule, check]) => `ALTER TABLE ${table} ADD CONSTRAINT ${rule} CHECK (${check}) NOT VALID`,
  ),
  nodes('plpgsql', GROWN),
  reworded('add_key', [KEYS], 'custody'),
  reworded('refuse_session', [REFUSED]),
  // Only what comes: a name that is there already stays, and its row can change.
  `CREATE FUNCTION lintel.name_of_one_line() RETURNS trigger
   LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp AS $$
   BEGIN
     IF NEW.file_name ~ U&'[\\0001-\\001F\\007F-\\009F\\061C\\200E\\200F\\2028-\\202E\\2066-\\2069]' THEN
       RAISE EXCEPTION 'a name has signs that are not seen' USING ERRCODE = 'check_violation';
     END IF;
     RETURN NEW;
   END $$`,
  'REVOKE EXECUTE ON FUNCTION lintel.name_of_one_line() FROM PUBLIC',
  ...['clip', 'chosen_file'].map(
    (table) => `CREATE TRIGGER name_of_one_line BEFORE INSERT ON lintel.${table}
       FOR EACH ROW WHEN (session_user = 'lintel_intake') EXECUTE FUNCTION lintel.name_of_one_line()`,
  ),
];

const DOWN = [
  ...['clip', 'chosen_file'].map((table) => `DROP TRIGGER name_of_one_line ON lintel.${table}`),
  'DROP FUNCTION lintel.name_of_one_line()',
  reworded('refuse_session', [[REFUSED[1], REFUSED[0]]]),
  reworded('add_key', [[KEYS[1], KEYS[0]]], 'custody'),
  nodes('sql', ADD_NODES),
  ...FORMS.map(([table, rule]) => `ALTER TABLE ${table} DROP CONSTRAINT ${rule}`),
  `DO $$
   DECLARE
     found record;
   BEGIN
     FOR found IN SELECT conrelid::regclass AS holder, conname AS rule FROM pg_constraint k JOIN pg_namespace n ON n.oid = k.connamespace
       WHERE n.nspname IN ('lintel', 'scheme', 'custody') AND k.contype = 'c' AND k.conname LIKE '%\\_counts' LOOP
       EXECUTE format('ALTER TABLE %s DROP CONSTRAINT %I', found.holder, found.rule);
     END LOOP;
   END $$`,
];

/**
 * A number is one that a program can read, and counts what is there. Whoever had broken into intake could give a file a size at which every page of the
 * victim's draft fails from then on, and a reference or a name that officers read as another; in the workspace, refuse sessions without end, and number
 * exhibits for initials that nobody has; in the worker, add keys to the log without end, and put a node where its tree has not grown to, at which no
 * leaf could have been added any more.
 */
export class WhatAProcessMayNumber1770000001334 implements MigrationInterface {
  readonly name = 'WhatAProcessMayNumber1770000001334';

  async up(runner: QueryRunner): Promise<void> {
    for (const sql of UP) await runner.query(sql);
  }

  async down(runner: QueryRunner): Promise<void> {
    for (const sql of DOWN) await runner.query(sql);
  }
}
