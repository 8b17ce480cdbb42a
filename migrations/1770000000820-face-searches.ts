import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * Where a machine says that faces are in a recording, for whoever draws over it. It is asked for by an officer who may draw, says
 * nothing of whose faces they are, covers nothing by itself, goes nowhere else, and is gone with the recording.
 */
const UP = [
  `CREATE TABLE lintel.face_search (
     id uuid PRIMARY KEY,
     clip_id uuid NOT NULL REFERENCES lintel.clip,
     master_sha256 text NOT NULL CHECK (master_sha256 ~ '^[0-9a-f]{64}$'),
     asked_by uuid NOT NULL REFERENCES lintel.officer,
     asked_at timestamptz NOT NULL DEFAULT now(),
     -- The longest search that settings allow takes some five and a half hours: what has no answer by then gets none, since its job was lost or given up.
     waits_until timestamptz NOT NULL DEFAULT now() + interval '8 hours',
     state text NOT NULL DEFAULT 'waiting' CHECK (state IN ('waiting', 'made', 'failed')),
     proposals jsonb NOT NULL DEFAULT '[]' CHECK (jsonb_typeof(proposals) = 'array'),
     -- It saw more than are kept.
     more boolean NOT NULL DEFAULT false,
     why text,
     done_at timestamptz,
     CONSTRAINT face_search_state CHECK (
       (state = 'waiting') = (done_at IS NULL) AND (state = 'failed') = (why IS NOT NULL) AND (state = 'made' OR proposals = '[]' AND NOT more))
   )`,
  // Two officers who ask at once ask for the same; after a failure it may be asked again.
  `CREATE UNIQUE INDEX face_search_one ON lintel.face_search (clip_id, master_sha256) WHERE state <> 'failed'`,
  `CREATE INDEX face_search_of_clip ON lintel.face_search (clip_id, asked_at)`,

  `ALTER TABLE lintel.face_search ENABLE ROW LEVEL SECURITY`,
  `ALTER TABLE lintel.face_search FORCE ROW LEVEL SECURITY`,
  `CREATE POLICY owner ON lintel.face_search TO lintel_owner USING (true) WITH CHECK (true)`,
  `GRANT SELECT, INSERT (id, clip_id, master_sha256, asked_by) ON lintel.face_search TO lintel_workspace`,
  // Nobody but those who draw has any use of it.
  `CREATE POLICY drawers_read ON lintel.face_search FOR SELECT TO lintel_workspace USING (scope.changes_clip(clip_id))`,
  `CREATE POLICY drawers_ask ON lintel.face_search FOR INSERT TO lintel_workspace
     WITH CHECK (asked_by = scope.officer() AND scope.changes_clip(clip_id)
       AND EXISTS (SELECT FROM lintel.clip c WHERE c.id = clip_id AND c.master_at IS NOT NULL AND c.erased_at IS NULL
         AND c.stored_sha256 = master_sha256))`,
  // The worker looks for whoever has asked, in any case, and signs in as nobody; it writes nothing here but its one answer.
  `GRANT SELECT, UPDATE (state, proposals, more, why, done_at) ON lintel.face_search TO lintel_worker`,
  `CREATE POLICY worker_reads ON lintel.face_search FOR SELECT TO lintel_worker USING (true)`,
  // Answered once.
  `CREATE POLICY worker_answers ON lintel.face_search FOR UPDATE TO lintel_worker
     USING (state = 'waiting') WITH CHECK (state <> 'waiting')`,

  // Whoever asks again after that is not kept out by it.
  `CREATE FUNCTION lintel.give_up_face_searches() RETURNS trigger
   LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
   BEGIN
     UPDATE lintel.face_search f SET state = 'failed', why = 'It came to no end.', done_at = now()
      WHERE f.clip_id = NEW.clip_id AND f.state = 'waiting' AND f.waits_until < now();
     RETURN NEW;
   END $$`,
  `REVOKE EXECUTE ON FUNCTION lintel.give_up_face_searches() FROM PUBLIC`,
  `CREATE TRIGGER give_up BEFORE INSERT ON lintel.face_search FOR EACH ROW EXECUTE FUNCTION lintel.give_up_face_searches()`,
  `CREATE TRIGGER tell_change AFTER UPDATE OF state ON lintel.face_search FOR EACH ROW EXECUTE FUNCTION lintel.tell_change_of_clip()`,
  `CREATE TRIGGER not_erased BEFORE INSERT ON lintel.face_search FOR EACH ROW EXECUTE FUNCTION lintel.refuse_erased()`,
  `CREATE FUNCTION lintel.erase_face_searches() RETURNS trigger
   LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
   BEGIN
     DELETE FROM lintel.face_search f USING lintel.clip c
      WHERE c.id = f.clip_id AND (c.id = NEW.clip_id OR c.derived_from = NEW.clip_id);
     RETURN NULL;
   END $$`,
  `REVOKE EXECUTE ON FUNCTION lintel.erase_face_searches() FROM PUBLIC`,
  `CREATE TRIGGER erase_face_searches AFTER UPDATE OF state ON lintel.disposal FOR EACH ROW
     WHEN (NEW.state = 'erased') EXECUTE FUNCTION lintel.erase_face_searches()`,
];

const DOWN = [
  `DROP TRIGGER erase_face_searches ON lintel.disposal`,
  `DROP FUNCTION lintel.erase_face_searches()`,
  `DROP TABLE lintel.face_search`,
  `DROP FUNCTION lintel.give_up_face_searches()`,
];

const OTHERWISE = 'ELSE RETURN false;';
/** Whether the acting person may ask for the work. */
const CASE = `WHEN 'faces/look-for-faces' THEN
      RETURN EXISTS (SELECT FROM lintel.face_search f WHERE f.id = (payload ->> 'searchId')::uuid AND scope.changes_clip(f.clip_id));
    `;

/** Of the function as it stands there: read in PostgreSQL, so that nothing of it is said twice. */
const rewritten = (from: string, to: string): string => `DO $do$
  DECLARE
    definition CONSTANT text := pg_get_functiondef('lintel.may_ask_for(text,text,jsonb)'::regprocedure);
  BEGIN
    IF strpos(definition, $from$${from}$from$) = 0 THEN RAISE EXCEPTION 'lintel.may_ask_for is not as it was'; END IF;
    EXECUTE replace(definition, $from$${from}$from$, $to$${to}$to$);
  END $do$`;

export class FaceSearches1770000000820 implements MigrationInterface {
  readonly name = 'FaceSearches1770000000820';

  async up(runner: QueryRunner): Promise<void> {
    for (const sql of UP) await runner.query(sql);
    await runner.query(rewritten(OTHERWISE, `${CASE}${OTHERWISE}`));
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(rewritten(`${CASE}${OTHERWISE}`, OTHERWISE));
    for (const sql of DOWN) await runner.query(sql);
  }
}
