import type { MigrationInterface, QueryRunner } from 'typeorm';
import { reworded, type Change } from './reworded';

/**
 * What goes when an item is erased: its single frames, transcripts and notes that nobody has decided about, and every film that it is in. Each
 * of these is an item on which a hold can be set. What was decided about, but for films, is a file of its own and stays.
 */
const GOES_WITH = `CREATE FUNCTION lintel.goes_with(item uuid) RETURNS SETOF uuid
   LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
     WITH RECURSIVE gone (id) AS (
       -- To the officers' side of what the officer who acts may read alone.
       SELECT c.id FROM lintel.clip c WHERE (c.id = goes_with.item OR c.derived_from = goes_with.item)
          AND (session_user <> 'lintel_workspace' OR (SELECT true FROM scope.readable WHERE readable_id = c.investigation_id LIMIT 1))
       UNION
       SELECT along.id FROM gone g CROSS JOIN LATERAL (
         SELECT w.clip_id AS id FROM lintel.clip c JOIN lintel.written_item w ON w.investigation_id = c.investigation_id
            AND w.kind = 'clip-notes' AND w.source = c.id AND w.frozen_at IS NULL
          WHERE c.id = g.id
         UNION ALL
         SELECT w.clip_id FROM lintel.transcript t JOIN lintel.written_item w ON w.investigation_id = t.investigation_id
            AND w.kind = 'transcript' AND w.source = t.id AND w.frozen_at IS NULL
          WHERE t.clip_id = g.id
         UNION ALL
         SELECT w.clip_id FROM lintel.compilation_part p JOIN lintel.compilation m ON m.id = p.compilation_id
           JOIN lintel.written_item w ON w.investigation_id = m.investigation_id AND w.kind = 'film' AND w.source = m.id
          WHERE p.clip_id = g.id) along)
     SELECT id FROM gone
   $$`;

const KEPT: Change = [
  'h.clip_id IN (SELECT c.id FROM lintel.clip c WHERE c.derived_from = NEW.clip_id)',
  'h.clip_id IN (SELECT lintel.goes_with(NEW.clip_id))',
];

/**
 * A hold on what goes with an item keeps that item. Before, a transcript, notes or a film on which a hold stood were erased with their
 * recording: each rule asked of the recording and its single frames alone.
 */
export class HeldAlong1770000001041 implements MigrationInterface {
  readonly name = 'HeldAlong1770000001041';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(GOES_WITH);
    await runner.query('REVOKE EXECUTE ON FUNCTION lintel.goes_with(uuid) FROM PUBLIC');
    await runner.query('GRANT EXECUTE ON FUNCTION lintel.goes_with(uuid) TO lintel_workspace, lintel_worker');
    await runner.query(reworded('guard_disposal', [KEPT]));
  }

  async down(runner: QueryRunner): Promise<void> {
    const [from, to] = KEPT;
    await runner.query(reworded('guard_disposal', [[to, from]]));
    await runner.query('DROP FUNCTION lintel.goes_with(uuid)');
  }
}
