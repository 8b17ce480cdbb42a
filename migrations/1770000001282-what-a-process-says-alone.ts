import type { MigrationInterface, QueryRunner } from 'typeorm';
import { reworded, type Change } from './reworded';

const LEAVES: readonly Change[] = [
  ['IF first <> size THEN', 'IF first IS DISTINCT FROM size THEN'],
  [
    `IF EXISTS (SELECT FROM unnest(places) place WHERE place < first OR place >= until)
     OR (seed IS NULL) <> (until - first = cardinality(places)) THEN`,
    `IF EXISTS (SELECT FROM unnest(places) place WHERE (place >= first AND place < until) IS NOT TRUE)
     OR ((seed IS NULL) = (until - first = cardinality(places))) IS NOT TRUE THEN`,
  ],
  ['IF moved <> cardinality(subjects) THEN', 'IF moved IS DISTINCT FROM cardinality(subjects) THEN'],
];
const CHECKPOINT: Change = [
  'IF size <> custody.tree_size() THEN',
  'IF size IS DISTINCT FROM custody.tree_size() THEN',
];

const FORM = `IF octet_length(event) > 65536 THEN`;
const ENOUGH: Change = [
  FORM,
  `IF who.kind IS NULL AND session_user IN ('lintel_intake', 'lintel_workspace') AND custody.has_said_enough(said.type, speaker) THEN
       RETURN NULL;
     END IF;
     ${FORM}`,
];

const UP = [
  reworded('add_leaves', LEAVES, 'custody'),
  reworded('add_checkpoint', [CHECKPOINT], 'custody'),
  // The first 48 bits of a UUIDv7 are its milliseconds (RFC 9562, 5.7). An event begins with its actor.
  `CREATE FUNCTION custody.has_said_enough(type text, speaker text) RETURNS boolean
   LANGUAGE plpgsql STABLE SET search_path = pg_catalog, pg_temp AS $$
   DECLARE
     most CONSTANT integer := CASE type WHEN 'scope-refused' THEN 500 ELSE 5000 END;
     an_hour_ago CONSTANT uuid := rpad(
       lpad(to_hex((extract(epoch FROM clock_timestamp() - interval '1 hour') * 1000)::bigint), 12, '0'), 32, '0')::uuid;
   BEGIN
     RETURN (SELECT count(*) FROM (
       SELECT FROM custody.record r WHERE r.type = has_said_enough.type AND r.id > an_hour_ago
         AND starts_with(r.event, '{"actor":{"id":"' || speaker || '"') LIMIT most) said) >= most;
   END $$`,
  'REVOKE EXECUTE ON FUNCTION custody.has_said_enough(text, text) FROM PUBLIC',
  reworded('append', [ENOUGH], 'custody'),
];

const DOWN = [
  reworded('append', [[ENOUGH[1], ENOUGH[0]]], 'custody'),
  'DROP FUNCTION custody.has_said_enough(text, text)',
  reworded('add_checkpoint', [[CHECKPOINT[1], CHECKPOINT[0]]], 'custody'),
  reworded(
    'add_leaves',
    LEAVES.map(([from, to]) => [to, from]),
    'custody',
  ),
];

/**
 * Nobody grows the log without end by what a process states of itself: of sessions that are refused intake said one an hour for each
 * address, of which whoever has IPv6 has thousands, and whoever had broken into it any number. And a check that is given nothing is
 * not passed: a worker that was broken into could put a leaf behind the end of the tree, after which no checkpoint fitted any more.
 */
export class WhatAProcessSaysAlone1770000001282 implements MigrationInterface {
  readonly name = 'WhatAProcessSaysAlone1770000001282';

  async up(runner: QueryRunner): Promise<void> {
    for (const sql of UP) await runner.query(sql);
  }

  async down(runner: QueryRunner): Promise<void> {
    for (const sql of DOWN) await runner.query(sql);
  }
}
