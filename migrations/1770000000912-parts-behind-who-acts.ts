import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What an item is made of, to what asks for the safety of a bundle: no process asks for it. */
const inside = (name: string): string => `lintel.${name}_of_any`;

/**
 * The function as it stands, under another name and for no process, and in its place one that shows of an item what its row shows: in
 * the workspace to members, in the worker what was decided about.
 */
const hidden = (name: string): string[] => [
  `DO $do$
   DECLARE
     definition CONSTANT text := pg_get_functiondef('lintel.${name}_of(uuid)'::regprocedure);
   BEGIN
     IF strpos(definition, 'FUNCTION lintel.${name}_of(item uuid)') = 0 THEN RAISE EXCEPTION 'lintel.${name}_of is not as it was'; END IF;
     EXECUTE replace(definition, 'FUNCTION lintel.${name}_of(item uuid)', 'FUNCTION ${inside(name)}(item uuid)');
   END $do$`,
  `REVOKE EXECUTE ON FUNCTION ${inside(name)}(uuid) FROM PUBLIC`,
  `CREATE OR REPLACE FUNCTION lintel.${name}_of(item uuid) RETURNS jsonb
   LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
     SELECT ${inside(name)}(w.clip_id) FROM lintel.written_item w
      WHERE w.clip_id = item AND w.kind = '${name}' AND CASE session_user WHEN 'lintel_workspace' THEN scope.changes(w.investigation_id)
        WHEN 'lintel_worker' THEN w.frozen_at IS NOT NULL ELSE true END
   $$`,
];

const shown = (name: string): string[] => [
  `DO $do$ BEGIN
     EXECUTE replace(pg_get_functiondef('${inside(name)}(uuid)'::regprocedure), 'FUNCTION ${inside(name)}(item uuid)', 'FUNCTION lintel.${name}_of(item uuid)');
   END $do$`,
  `DROP FUNCTION ${inside(name)}(uuid)`,
];

/** Of what another function asks: whose words are unknown to who asks may still not go. */
const asks = (from: string, to: string): string => `DO $do$
  DECLARE
    definition CONSTANT text := pg_get_functiondef('lintel.transcript_may_go(uuid,uuid)'::regprocedure);
  BEGIN
    IF strpos(definition, '${from}(item)') = 0 THEN RAISE EXCEPTION 'lintel.transcript_may_go is not as it was'; END IF;
    EXECUTE replace(definition, '${from}(item)', '${to}(item)');
  END $do$`;

const UP = [...hidden('transcript'), ...hidden('film'), asks('lintel.transcript_of', inside('transcript'))];

const DOWN = [asks(inside('transcript'), 'lintel.transcript_of'), ...shown('film'), ...shown('transcript')];

/** Of which recordings a transcript or a film is, and how they stand, is told to who may read the item. */
export class PartsBehindWhoActs1770000000912 implements MigrationInterface {
  readonly name = 'PartsBehindWhoActs1770000000912';

  async up(runner: QueryRunner): Promise<void> {
    for (const sql of UP) await runner.query(sql);
  }

  async down(runner: QueryRunner): Promise<void> {
    for (const sql of DOWN) await runner.query(sql);
  }
}
