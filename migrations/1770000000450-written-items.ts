import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * What is written in an investigation is an item like a clip: entries of the victim's diary, messages and notes to the
 * victim, officers' notes on an item, chronologies. Its words are taken as they stand when a decision is made about
 * them, and from then on it is a locked file with a history of its own.
 */
const UP = [
  `ALTER TABLE lintel.clip ADD COLUMN written boolean NOT NULL DEFAULT false`,
  `CREATE TABLE lintel.written_item (
     -- Also of the file that it becomes.
     clip_id uuid PRIMARY KEY REFERENCES lintel.clip,
     investigation_id uuid NOT NULL REFERENCES lintel.investigation,
     kind text NOT NULL CHECK (kind IN ('incident', 'message', 'note', 'clip-notes', 'chronology')),
     -- The entry, message, note or clip that it was taken from; of a chronology the investigation.
     source uuid NOT NULL,
     -- From 1. What is written otherwise after a decision is another item: the decision says which one it is about.
     version integer NOT NULL CHECK (version > 0),
     content jsonb NOT NULL CHECK (jsonb_typeof(content) = 'object'),
     taken_at timestamptz NOT NULL DEFAULT now(),
     -- From then on the words do not change any more.
     frozen_at timestamptz,
     -- Since then decisions made before do not stand: it was written otherwise, or something was added to it.
     doubted_at timestamptz,
     doubt text CHECK (doubt IN ('newer-version', 'added-to')),
     UNIQUE (investigation_id, kind, source, version),
     CHECK ((doubted_at IS NULL) = (doubt IS NULL))
   )`,
  `ALTER TABLE lintel.written_item ENABLE ROW LEVEL SECURITY`,
  `ALTER TABLE lintel.written_item FORCE ROW LEVEL SECURITY`,
  `CREATE POLICY owner ON lintel.written_item TO lintel_owner USING (true) WITH CHECK (true)`,
  // Messages are among them: an emergency reaches none.
  `GRANT SELECT ON lintel.written_item TO lintel_workspace`,
  `CREATE POLICY members_read ON lintel.written_item FOR SELECT TO lintel_workspace
     USING ((SELECT true FROM scope.changeable WHERE changeable_id = investigation_id LIMIT 1))`,
  `GRANT SELECT ON lintel.written_item TO lintel_worker`,
  `CREATE POLICY worker_reads ON lintel.written_item FOR SELECT TO lintel_worker USING (true)`,
  // Takes in what was found written: what is new, and what stands otherwise than it was last taken. What has been erased
  // is not taken in again. For members; to anybody else it does nothing.
  `CREATE FUNCTION lintel.take_written(investigation uuid, texts jsonb) RETURNS void
   LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
   DECLARE
     one record;
     last record;
     item uuid;
   BEGIN
     IF NOT scope.changes(investigation) THEN RETURN; END IF;
     PERFORM pg_advisory_xact_lock(hashtextextended('written:' || investigation::text, 0));
     FOR one IN SELECT * FROM jsonb_to_recordset(texts) AS f (kind text, source uuid, title text, "sentAt" timestamptz,
         "eventAt" timestamptz, "addedAt" timestamptz, content jsonb) LOOP
       SELECT w.*, c.erased_at IS NOT NULL AS erased, c.file_name AS title INTO last
         FROM lintel.written_item w JOIN lintel.clip c ON c.id = w.clip_id
        WHERE w.investigation_id = investigation AND w.kind = one.kind AND w.source = one.source
        ORDER BY w.version DESC LIMIT 1;
       IF FOUND THEN
         CONTINUE WHEN last.erased;
         IF last.frozen_at IS NULL THEN
           UPDATE lintel.written_item w SET content = one.content, taken_at = now()
            WHERE w.clip_id = last.clip_id AND w.content IS DISTINCT FROM one.content;
           UPDATE lintel.clip c SET file_name = one.title WHERE c.id = last.clip_id AND c.file_name <> one.title;
           CONTINUE;
         END IF;
         IF last.content = one.content THEN
           UPDATE lintel.written_item w SET doubted_at = one."addedAt", doubt = 'added-to'
            WHERE w.clip_id = last.clip_id AND one."addedAt" > coalesce(w.doubted_at, '-infinity');
           CONTINUE;
         END IF;
         UPDATE lintel.written_item w SET doubted_at = now(), doubt = 'newer-version' WHERE w.clip_id = last.clip_id;
       END IF;
       item := gen_random_uuid();
       INSERT INTO lintel.clip (id, investigation_id, state, file_name, size, incoming_key, sent_at, event_at, event_by, written)
         VALUES (item, investigation, 'receiving', one.title, 0, 'written-' || item, one."sentAt", one."eventAt",
           CASE WHEN one."eventAt" IS NOT NULL THEN 'likely' END, true);
       INSERT INTO lintel.written_item (clip_id, investigation_id, kind, source, version, content)
         VALUES (item, investigation, one.kind, one.source, coalesce(last.version, 0) + 1, one.content);
     END LOOP;
   END $$`,
  // Fixes the words of those that are not fixed yet, for a decision about them, and gives these.
  `CREATE FUNCTION lintel.freeze_written(investigation uuid, items uuid[])
   RETURNS TABLE (clip uuid, kind text, version integer, title text, content jsonb)
   LANGUAGE sql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
     UPDATE lintel.written_item w SET frozen_at = now() FROM lintel.clip c
      WHERE w.clip_id = ANY (items) AND w.investigation_id = investigation AND w.frozen_at IS NULL AND c.id = w.clip_id
        AND scope.role_in('disclosure') AND scope.changes(investigation)
     RETURNING w.clip_id, w.kind, w.version, c.file_name, w.content
   $$`,
  `REVOKE EXECUTE ON FUNCTION lintel.take_written(uuid, jsonb), lintel.freeze_written(uuid, uuid[]) FROM PUBLIC`,
  `GRANT EXECUTE ON FUNCTION lintel.take_written(uuid, jsonb), lintel.freeze_written(uuid, uuid[]) TO lintel_workspace`,
  `CREATE POLICY members_ask_for_files ON lintel.outbox FOR INSERT TO lintel_workspace
     WITH CHECK (relayed_at IS NULL AND done_at IS NULL AND queue = 'promote' AND name = 'lock-written' AND EXISTS (
       SELECT FROM lintel.written_item w WHERE w.clip_id = (payload ->> 'clipId')::uuid AND w.frozen_at IS NOT NULL
         AND scope.changes(w.investigation_id)))`,
  // A decision is about words that do not change any more.
  `CREATE FUNCTION lintel.guard_written_decision() RETURNS trigger
   LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
   BEGIN
     IF NOT EXISTS (SELECT FROM lintel.written_item w WHERE w.clip_id = NEW.clip_id AND w.frozen_at IS NULL) THEN RETURN NEW; END IF;
     RAISE EXCEPTION 'the words of this item are not fixed yet' USING ERRCODE = 'LN016';
   END $$`,
  `CREATE TRIGGER written_is_frozen BEFORE INSERT ON lintel.decision FOR EACH ROW EXECUTE FUNCTION lintel.guard_written_decision()`,
  // Where the file of an item is erased, its words go too.
  `CREATE FUNCTION lintel.erase_written() RETURNS trigger
   LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
   DECLARE
     loose_clips uuid[];
   BEGIN
     UPDATE lintel.written_item SET content = '{}' WHERE clip_id = NEW.clip_id;
     -- Notes on it that nobody has decided about are no file yet: they go with what they are about.
     WITH loose AS (
       DELETE FROM lintel.written_item w WHERE w.kind = 'clip-notes' AND w.source = NEW.clip_id AND w.frozen_at IS NULL
       RETURNING w.clip_id)
     SELECT array_agg(clip_id) INTO loose_clips FROM loose;
     DELETE FROM lintel.clip c WHERE c.id = ANY (loose_clips);
     RETURN NULL;
   END $$`,
  `CREATE TRIGGER words_go_too AFTER UPDATE OF state ON lintel.disposal FOR EACH ROW
     WHEN (NEW.state = 'erased') EXECUTE FUNCTION lintel.erase_written()`,
];

const standing = (more: string): string => `CREATE OR REPLACE FUNCTION lintel.standing(clip uuid) RETURNS text
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
  SELECT d.classification FROM lintel.decision d
   WHERE d.clip_id = clip AND d.review_id IS NOT DISTINCT FROM (
     SELECT r.id FROM lintel.disclosure_review r WHERE r.investigation_id = d.investigation_id ORDER BY r.place DESC LIMIT 1)${more}
   ORDER BY d.place DESC LIMIT 1
$$`;

const UNDOUBTED = `
     AND NOT EXISTS (SELECT FROM lintel.written_item w WHERE w.clip_id = clip AND w.doubted_at > d.decided_at)`;

const counts = (
  more: string,
): string => `CREATE OR REPLACE FUNCTION lintel.evidence_counts(investigation uuid)
RETURNS TABLE (waiting integer, accepted integer, declined integer, items integer)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
  SELECT count(*) FILTER (WHERE c.erased_at IS NULL AND c.submission_id IS NOT NULL AND t.clip_id IS NULL)::int,
         count(*) FILTER (WHERE e.clip_id IS NOT NULL)::int, count(*) FILTER (WHERE t.outcome = 'declined')::int, count(*)::int
    FROM lintel.clip c LEFT JOIN lintel.triage t ON t.clip_id = c.id LEFT JOIN lintel.exhibit e ON e.clip_id = c.id
   WHERE c.investigation_id = investigation AND c.sent_at IS NOT NULL AND c.derived_from IS NULL${more}
     AND EXISTS (SELECT FROM scope.readable WHERE readable_id = investigation)
$$`;

const DOWN = [
  `DROP POLICY members_ask_for_files ON lintel.outbox`,
  counts(''),
  standing(''),
  `DROP TRIGGER words_go_too ON lintel.disposal`,
  `DROP TRIGGER written_is_frozen ON lintel.decision`,
  `DROP FUNCTION lintel.erase_written(), lintel.guard_written_decision(), lintel.freeze_written(uuid, uuid[]),
     lintel.take_written(uuid, jsonb)`,
  `DROP TABLE lintel.written_item`,
  `ALTER TABLE lintel.clip DROP COLUMN written`,
];

export class WrittenItems1770000000450 implements MigrationInterface {
  readonly name = 'WrittenItems1770000000450';

  async up(runner: QueryRunner): Promise<void> {
    for (const sql of [...UP, standing(UNDOUBTED), counts(' AND NOT c.written')]) await runner.query(sql);
  }

  async down(runner: QueryRunner): Promise<void> {
    for (const sql of DOWN) await runner.query(sql);
  }
}
