import type { MigrationInterface, QueryRunner } from 'typeorm';
import { withKind, withoutKind } from './of-written';

/**
 * Each version of a transcript is an item, a draft as well: decided about, scheduled, and given away with its words fixed. To the defence
 * and the court only what another officer has checked goes, beside its recording and nothing of the sound or the times of that left out.
 */
/**
 * What nobody has decided about is no file yet: its words go, with notes on it that nobody has decided about either. Where something else
 * refers to it, such as a hold that was lifted, an empty row stays for that.
 */
const DROP_LOOSE = `CREATE FUNCTION lintel.drop_loose(items uuid[]) RETURNS void
   LANGUAGE plpgsql VOLATILE SET search_path = pg_catalog, pg_temp AS $$
   DECLARE
     one uuid;
   BEGIN
     FOR one IN WITH RECURSIVE loose (id) AS (
         SELECT w.clip_id FROM lintel.written_item w WHERE w.clip_id = ANY (items) AND w.frozen_at IS NULL
         UNION SELECT n.clip_id FROM loose l JOIN lintel.written_item n
           ON n.kind = 'clip-notes' AND n.source = l.id AND n.frozen_at IS NULL)
       SELECT id FROM loose LOOP
       DELETE FROM lintel.marker_strike s USING lintel.marker m WHERE m.id = s.marker_id AND m.clip_id = one;
       DELETE FROM lintel.marker WHERE clip_id = one;
       -- As of an item that is erased: why officers looked or kept it stays.
       DELETE FROM lintel.opening o WHERE o.subject = 'clip:' || one AND NOT (o.field = 'reason' AND EXISTS (
         SELECT FROM custody.record r WHERE r.id = o.event_id AND r.event::jsonb ->> 'type' IN ('viewed', 'downloaded', 'hold-set',
           'hold-lifted', 'retention-reviewed', 'disposal-proposed', 'disposal-approved', 'disposal-refused', 'disposal-stopped')));
       BEGIN
         DELETE FROM lintel.written_item WHERE clip_id = one;
         DELETE FROM lintel.clip WHERE id = one;
       EXCEPTION WHEN foreign_key_violation THEN
         UPDATE lintel.written_item SET content = '{}' WHERE clip_id = one;
         UPDATE lintel.clip SET file_name = '(erased)', erased_at = coalesce(erased_at, now()) WHERE id = one;
       END;
     END LOOP;
   END $$`;
const ERASED_WAS =
  'ALTER TABLE lintel.clip DROP CONSTRAINT clip_erased_was_master, ADD CONSTRAINT clip_erased_was_master';

const LOOSE_ITEMS = `PERFORM lintel.drop_loose(ARRAY(SELECT w.clip_id FROM lintel.written_item w
       JOIN lintel.transcript t ON t.investigation_id = w.investigation_id AND t.id = w.source JOIN lintel.clip c ON c.id = t.clip_id
      WHERE w.kind = 'transcript' AND w.frozen_at IS NULL AND (c.id = NEW.clip_id OR c.derived_from = NEW.clip_id)));
     `;

const erase = (more: string): string => `CREATE OR REPLACE FUNCTION lintel.erase_transcripts() RETURNS trigger
   LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
   BEGIN
     ${more}DELETE FROM lintel.transcript_check k USING lintel.transcript t, lintel.clip c
      WHERE t.id = k.transcript_id AND c.id = t.clip_id AND (c.id = NEW.clip_id OR c.derived_from = NEW.clip_id);
     DELETE FROM lintel.transcript t USING lintel.clip c
      WHERE c.id = t.clip_id AND (c.id = NEW.clip_id OR c.derived_from = NEW.clip_id);
     RETURN NULL;
   END $$`;

/** Notes on what is erased, which the trigger of before could not take along where something referred to them. */
const ERASE_WRITTEN = `CREATE OR REPLACE FUNCTION lintel.erase_written() RETURNS trigger
   LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
   BEGIN
     UPDATE lintel.written_item SET content = '{}' WHERE clip_id = NEW.clip_id;
     PERFORM lintel.drop_loose(ARRAY(SELECT w.clip_id FROM lintel.written_item w
       WHERE w.kind = 'clip-notes' AND w.source = NEW.clip_id AND w.frozen_at IS NULL));
     RETURN NULL;
   END $$`;
const ERASE_WRITTEN_BEFORE = `CREATE OR REPLACE FUNCTION lintel.erase_written() RETURNS trigger
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
   END $$`;

const UP = [
  withKind('clip-notes', 'transcript'),
  // Those of before, where this was taken back meanwhile.
  `UPDATE lintel.written_item w SET kind = 'transcript' WHERE w.kind = 'clip-notes'
     AND EXISTS (SELECT FROM lintel.transcript t WHERE t.id = w.source)`,
  `${ERASED_WAS} CHECK (erased_at IS NULL OR state = 'master' OR written)`,
  DROP_LOOSE,
  'REVOKE EXECUTE ON FUNCTION lintel.drop_loose(uuid[]) FROM PUBLIC',
  erase(LOOSE_ITEMS),
  ERASE_WRITTEN,
  // The worker makes files of what was fixed, and sees no draft.
  'ALTER POLICY worker_reads ON lintel.written_item USING (frozen_at IS NOT NULL)',

  // The captions of such an item are those of the version that it names, byte for byte, or none where it was taken as a draft; it is of the
  // recording of that, and says that it was checked only where another officer has checked just these. The other words are the workspace's.
  `CREATE FUNCTION lintel.guard_transcript_item() RETURNS trigger
   LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
   BEGIN
     -- Erased.
     IF NEW.content = '{}' THEN RETURN NEW; END IF;
     -- Waits for a transaction that begins the erasure of the recording, and is then refused.
     PERFORM FROM lintel.transcript t JOIN lintel.clip c ON c.id = t.clip_id
       WHERE t.id = NEW.source AND c.erased_at IS NULL FOR SHARE OF c;
     IF FOUND AND EXISTS (SELECT FROM lintel.transcript t JOIN lintel.clip c ON c.id = t.clip_id
         LEFT JOIN lintel.transcript_check k ON k.transcript_id = t.id
         WHERE t.id = NEW.source AND t.investigation_id = NEW.investigation_id AND c.erased_at IS NULL
           AND coalesce(NEW.content ->> 'captions', t.captions) IS NOT DISTINCT FROM t.captions
           AND NEW.content ->> 'recording' = c.stored_sha256
           AND (NOT NEW.content ? 'checked' OR NEW.content ? 'captions' AND NEW.content ->> 'checked' = k.sha256
             AND k.sha256 = t.sha256)) THEN
       RETURN NEW;
     END IF;
     RAISE EXCEPTION 'these are not the words of that transcript' USING ERRCODE = 'LN016';
   END $$`,
  `CREATE TRIGGER transcript_is_whole BEFORE INSERT OR UPDATE OF content ON lintel.written_item FOR EACH ROW
     WHEN (NEW.kind = 'transcript') EXECUTE FUNCTION lintel.guard_transcript_item()`,

  // A version that is finished or checked: what was decided about it before, and about those that it replaces, is decided again.
  `CREATE FUNCTION lintel.doubt_transcripts() RETURNS trigger
   LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
   BEGIN
     UPDATE lintel.written_item w SET doubted_at = clock_timestamp(), doubt = 'newer-version'
       FROM lintel.transcript t JOIN lintel.transcript o ON o.clip_id = t.clip_id AND o.number <= t.number
      WHERE t.id = (to_jsonb(NEW) ->> TG_ARGV[0])::uuid AND w.investigation_id = t.investigation_id
        AND w.kind = 'transcript' AND w.source = o.id AND w.frozen_at IS NOT NULL
        AND (o.id = t.id OR TG_TABLE_NAME = 'transcript');
     RETURN NULL;
   END $$`,
  `CREATE TRIGGER finish_doubts AFTER UPDATE ON lintel.transcript FOR EACH ROW
     WHEN (OLD.finished_at IS NULL AND NEW.finished_at IS NOT NULL) EXECUTE FUNCTION lintel.doubt_transcripts('id')`,
  `CREATE TRIGGER check_doubts AFTER INSERT ON lintel.transcript_check FOR EACH ROW
     EXECUTE FUNCTION lintel.doubt_transcripts('transcript_id')`,

  // Whether a recording goes to the defence and the court with all of its sound, at its own times: whole, or covered in the picture alone.
  `CREATE FUNCTION lintel.goes_heard(clip uuid) RETURNS boolean
   LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
     SELECT NOT EXISTS (SELECT FROM lintel.redaction d WHERE d.id = lintel.chosen_redaction(clip)
       AND CASE WHEN d.recipe = '' THEN true ELSE d.recipe::jsonb -> 'sound' IS DISTINCT FROM '[]'
         OR coalesce(jsonb_typeof(d.recipe::jsonb -> 'trim'), 'null') <> 'null' END)
   $$`,
  // Of a transcript as an item; null of any other. `recording` is null once that has been erased. Nobody finishes or checks a version that
  // was replaced, and words that were fixed before the check do not say that there was one.
  `CREATE FUNCTION lintel.transcript_of(item uuid) RETURNS jsonb
   LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
     SELECT jsonb_build_object('recording', t.clip_id, 'isFinished', w.content ? 'captions',
         'isChecked', coalesce(w.content ->> 'checked' = k.sha256 AND k.sha256 = t.sha256 AND w.content ->> 'captions' = t.captions, false),
         'isNewest', NOT EXISTS (SELECT FROM lintel.transcript n WHERE n.clip_id = t.clip_id AND n.number > t.number
             AND (t.finished_at IS NULL OR n.finished_at IS NOT NULL))
           AND NOT EXISTS (SELECT FROM lintel.written_item n WHERE n.investigation_id = w.investigation_id AND n.kind = w.kind
             AND n.source = w.source AND n.version > w.version),
         'isHeard', t.id IS NOT NULL AND lintel.goes_heard(t.clip_id))
       FROM lintel.written_item w LEFT JOIN lintel.transcript t ON t.id = w.source
       LEFT JOIN lintel.transcript_check k ON k.transcript_id = t.id
      WHERE w.clip_id = item AND w.kind = 'transcript'
   $$`,
  `CREATE FUNCTION lintel.transcript_may_go(bundle uuid, item uuid) RETURNS boolean
   LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
     SELECT coalesce((SELECT b.kind = 'prosecution' FROM lintel.bundle b WHERE b.id = bundle)
       OR (SELECT (o.facts ->> 'isChecked')::boolean AND (o.facts ->> 'isHeard')::boolean AND EXISTS (SELECT FROM lintel.bundle_item i
             WHERE i.bundle_id = bundle AND i.clip_id = (o.facts ->> 'recording')::uuid)
           FROM (SELECT lintel.transcript_of(item) AS facts) o WHERE o.facts IS NOT NULL), true)
   $$`,
  // When the request is whole: the recording may come after its transcript.
  `CREATE FUNCTION lintel.guard_bundle_transcript() RETURNS trigger
   LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
   BEGIN
     IF lintel.transcript_may_go(NEW.bundle_id, NEW.clip_id) THEN RETURN NULL; END IF;
     RAISE EXCEPTION 'this transcript may not go without its recording, unchecked, or beside what leaves some of the sound out'
       USING ERRCODE = 'LN016';
   END $$`,
  `CREATE CONSTRAINT TRIGGER transcript_may_go AFTER INSERT ON lintel.bundle_item DEFERRABLE INITIALLY DEFERRED
     FOR EACH ROW EXECUTE FUNCTION lintel.guard_bundle_transcript()`,
  // Something may have been chosen otherwise between the request and the seal.
  `CREATE FUNCTION lintel.guard_transcript_state() RETURNS trigger
   LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
   BEGIN
     IF NEW.state = 'sealed' AND EXISTS (SELECT FROM lintel.bundle_item i
         WHERE i.bundle_id = NEW.bundle_id AND NOT lintel.transcript_may_go(i.bundle_id, i.clip_id)) THEN
       RAISE EXCEPTION 'a transcript of this bundle may not go any more' USING ERRCODE = 'LN016';
     END IF;
     RETURN NEW;
   END $$`,
  `CREATE TRIGGER transcript BEFORE INSERT ON lintel.bundle_state FOR EACH ROW EXECUTE FUNCTION lintel.guard_transcript_state()`,
  // The last wall before a seal: captions are those of a transcript of this bundle, as its words were fixed.
  `CREATE FUNCTION lintel.guard_transcript_entries() RETURNS trigger
   LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
   BEGIN
     IF EXISTS (SELECT FROM added a WHERE a.path ~ '^data/transcripts/' AND NOT EXISTS (
         SELECT FROM lintel.bundle_item i JOIN lintel.written_item w ON w.clip_id = i.clip_id AND w.kind = 'transcript'
          WHERE i.bundle_id = a.bundle_id AND i.folder = split_part(a.path, '/', 3)
            AND a.sha256 = encode(sha256(convert_to(w.content ->> 'captions', 'UTF8')), 'hex'))) THEN
       RAISE EXCEPTION 'a file of a transcript must not go into that bundle' USING ERRCODE = 'LN016';
     END IF;
     RETURN NULL;
   END $$`,
  `CREATE TRIGGER transcripts AFTER INSERT ON lintel.bundle_entry REFERENCING NEW TABLE AS added
     FOR EACH STATEMENT EXECUTE FUNCTION lintel.guard_transcript_entries()`,
  `REVOKE EXECUTE ON FUNCTION lintel.guard_transcript_item(), lintel.doubt_transcripts(), lintel.goes_heard(uuid), lintel.transcript_of(uuid),
     lintel.transcript_may_go(uuid, uuid), lintel.guard_bundle_transcript(), lintel.guard_transcript_state(),
     lintel.guard_transcript_entries() FROM PUBLIC`,
  `GRANT EXECUTE ON FUNCTION lintel.transcript_of(uuid) TO lintel_workspace, lintel_worker`,
];

/**
 * Programs that know of no such item would keep what nobody has decided about when its recording is erased: it goes, and is taken again.
 * What was decided about is then an officers' note, with the words that were fixed, and is decided about again: such a program would
 * give a draft away by the decision that stood.
 */
const DOWN = [
  'DROP TRIGGER transcripts ON lintel.bundle_entry',
  'DROP TRIGGER transcript ON lintel.bundle_state',
  'DROP TRIGGER transcript_may_go ON lintel.bundle_item',
  'DROP TRIGGER check_doubts ON lintel.transcript_check',
  'DROP TRIGGER finish_doubts ON lintel.transcript',
  'DROP TRIGGER transcript_is_whole ON lintel.written_item',
  `DROP FUNCTION lintel.guard_transcript_entries(), lintel.guard_transcript_state(), lintel.guard_bundle_transcript(),
     lintel.transcript_may_go(uuid, uuid), lintel.transcript_of(uuid), lintel.goes_heard(uuid), lintel.doubt_transcripts(),
     lintel.guard_transcript_item()`,
  erase(''),
  `SELECT lintel.drop_loose(ARRAY(SELECT w.clip_id FROM lintel.written_item w WHERE w.kind = 'transcript' AND w.frozen_at IS NULL))`,
  ERASE_WRITTEN_BEFORE,
  'DROP FUNCTION lintel.drop_loose(uuid[])',
  'ALTER POLICY worker_reads ON lintel.written_item USING (true)',
  // Not asked of the empty rows that stay.
  `${ERASED_WAS} CHECK (erased_at IS NULL OR state = 'master') NOT VALID`,
  `UPDATE lintel.written_item SET kind = 'clip-notes', doubted_at = clock_timestamp(), doubt = 'newer-version' WHERE kind = 'transcript'`,
  withoutKind('clip-notes', 'transcript'),
];

export class TranscriptItems1770000000750 implements MigrationInterface {
  readonly name = 'TranscriptItems1770000000750';

  async up(runner: QueryRunner): Promise<void> {
    for (const sql of UP) await runner.query(sql);
  }

  async down(runner: QueryRunner): Promise<void> {
    for (const sql of DOWN) await runner.query(sql);
  }
}
