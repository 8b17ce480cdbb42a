import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * What a person can get wrong can be put right. The earlier words stay where they were stated: in the custody log, whose
 * openings are erased with an item. No role changes the rows themselves.
 */
const UP = [
  // The clip waits again, and so does its sending; the words left for the victim about the decline are taken back.
  `CREATE FUNCTION lintel.undo_decline(wanted uuid) RETURNS boolean
   LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
   BEGIN
     IF NOT scope.changes_clip(wanted) THEN
       RAISE EXCEPTION 'only members undo a decline' USING ERRCODE = '42501';
     END IF;
     PERFORM FROM lintel.clip c WHERE c.id = wanted AND c.erased_at IS NULL FOR SHARE;
     IF NOT FOUND THEN RETURN false; END IF;
     IF EXISTS (SELECT FROM lintel.disposal d WHERE d.clip_id = wanted AND d.state IN ('proposed', 'approved', 'erasing')) THEN RETURN false; END IF;
     DELETE FROM lintel.triage WHERE clip_id = wanted AND outcome = 'declined';
     IF NOT FOUND THEN RETURN false; END IF;
     DELETE FROM lintel.note WHERE clip_id = wanted AND kind <> 'ask-original';
     UPDATE lintel.submission s SET state = 'sent', triaged_at = NULL, changed_at = now()
       FROM lintel.clip c WHERE c.id = wanted AND s.id = c.submission_id AND s.state = 'triaged';
     RETURN true;
   END $$`,
  // The reference stays: it is never given again and never changed.
  `CREATE FUNCTION lintel.correct_exhibit(wanted uuid, producer text, shows text) RETURNS boolean
   LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
   BEGIN
     IF NOT EXISTS (SELECT FROM lintel.exhibit e WHERE e.id = wanted AND scope.changes(e.investigation_id)) THEN
       RAISE EXCEPTION 'only members correct an exhibit' USING ERRCODE = '42501';
     END IF;
     UPDATE lintel.exhibit e SET producer_name = producer, description = shows
       FROM lintel.clip c WHERE e.id = wanted AND c.id = e.clip_id AND c.erased_at IS NULL
        AND (e.producer_name, e.description) IS DISTINCT FROM (producer, shows);
     RETURN FOUND;
   END $$`,
  `REVOKE EXECUTE ON FUNCTION lintel.undo_decline(uuid), lintel.correct_exhibit(uuid, text, text) FROM PUBLIC`,
  `GRANT EXECUTE ON FUNCTION lintel.undo_decline(uuid), lintel.correct_exhibit(uuid, text, text) TO lintel_workspace`,
];

export class Corrections1770000000102 implements MigrationInterface {
  readonly name = 'Corrections1770000000102';

  async up(runner: QueryRunner): Promise<void> {
    for (const sql of UP) await runner.query(sql);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP FUNCTION lintel.correct_exhibit(uuid, text, text), lintel.undo_decline(uuid)');
  }
}
