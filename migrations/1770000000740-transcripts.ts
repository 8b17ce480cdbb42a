import type { MigrationInterface, QueryRunner } from 'typeorm';
import { MAY_STATE, withMore } from './of-holders';
import { APPEND_OF_ROWS } from './of-requests';

/**
 * What is said in a recording, typed by officers, version after version. A version is its author's draft until it is finished, and is
 * never changed after that. The worker, which makes bundles, has no right to any of it.
 */
const ROLES = 'lintel_intake, lintel_workspace, lintel_worker';
const TABLES = ['transcript', 'transcript_check'];

/** Said only of a version as it is kept: that it was finished and checked once, by whoever did it, and that it was taken away. */
const APPEND_OF_TRANSCRIPTS = withMore(APPEND_OF_ROWS, [
  MAY_STATE,
  `${MAY_STATE}
        OR said.type IN ('transcript-finished', 'transcript-checked', 'transcript-exported')
           AND NOT lintel.transcript_says(said.type, key, detail, who.id)`,
]);

const TRANSCRIPT_SAYS = `CREATE FUNCTION lintel.transcript_says(type text, clip uuid, detail jsonb, who uuid) RETURNS boolean
   LANGUAGE plpgsql STABLE SET search_path = pg_catalog, pg_temp AS $$
   BEGIN
     RETURN EXISTS (SELECT FROM lintel.transcript t LEFT JOIN lintel.transcript_check k ON k.transcript_id = t.id
         WHERE t.id::text = detail ->> 'transcript' AND t.clip_id = transcript_says.clip
           AND detail -> 'version' = to_jsonb(t.number) AND detail ->> 'sha256' = t.sha256
           AND CASE transcript_says.type
             WHEN 'transcript-finished' THEN t.author_id = who AND detail -> 'lines' = to_jsonb(jsonb_array_length(t.lines))
             WHEN 'transcript-checked' THEN k.officer_id = who AND k.sha256 = t.sha256
             ELSE true END)
       AND (transcript_says.type = 'transcript-exported' OR NOT EXISTS (SELECT FROM custody.record e
         WHERE e.subject = 'clip:' || transcript_says.clip AND e.type = transcript_says.type
           AND e.event::jsonb #>> '{detail,transcript}' = detail ->> 'transcript'));
   END $$`;

/** Nothing is finished and nothing checked without its event. Of the trigger: the type, and the column that names the version. */
const TRANSCRIPT_HAS_EVENT = `CREATE FUNCTION lintel.transcript_has_event() RETURNS trigger
   LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
   DECLARE
     which CONSTANT text := to_jsonb(NEW) ->> TG_ARGV[1];
   BEGIN
     IF session_user = 'lintel_workspace' AND NOT EXISTS (
          SELECT FROM lintel.transcript t JOIN custody.record e ON e.subject = 'clip:' || t.clip_id
           WHERE t.id = which::uuid AND e.type = TG_ARGV[0] AND e.event::jsonb #>> '{detail,transcript}' = which
             AND e.event::jsonb #>> '{detail,sha256}' = NEW.sha256) THEN
       RAISE EXCEPTION 'what was recorded stands in no event: %', TG_ARGV[0] USING ERRCODE = 'LN028';
     END IF;
     RETURN NULL;
   END $$`;

const UP = [
  `CREATE TABLE lintel.transcript (
     id uuid PRIMARY KEY,
     clip_id uuid NOT NULL REFERENCES lintel.clip,
     -- Of the clip, as the number of the version: a trigger writes both.
     investigation_id uuid NOT NULL REFERENCES lintel.investigation,
     number integer NOT NULL CHECK (number > 0),
     author_id uuid NOT NULL REFERENCES lintel.officer,
     -- The version whose lines it began with, and who had typed those, in their order: a trigger writes both.
     goes_on_from integer,
     earlier uuid[] NOT NULL DEFAULT '{}',
     -- Why there is another version; of the first one empty.
     reason text NOT NULL CHECK ((number = 1) = (reason = '')),
     lines jsonb NOT NULL DEFAULT '[]' CHECK (jsonb_typeof(lines) = 'array'),
     -- Counts what was saved: who saves names what they began with.
     revision integer NOT NULL DEFAULT 0,
     begun_at timestamptz NOT NULL DEFAULT now(),
     saved_at timestamptz NOT NULL DEFAULT now(),
     finished_at timestamptz,
     -- The finished lines as WebVTT, byte for byte, and the hash that the log has.
     captions text,
     sha256 text,
     UNIQUE (clip_id, number),
     CONSTRAINT transcript_finished CHECK (num_nulls(finished_at, captions, sha256) IN (0, 3)),
     CONSTRAINT transcript_hash CHECK (sha256 = encode(sha256(convert_to(captions, 'UTF8')), 'hex'))
   )`,
  // Another officer than those who typed has listened: to these very words, and in their own name.
  `CREATE TABLE lintel.transcript_check (
     transcript_id uuid PRIMARY KEY REFERENCES lintel.transcript,
     sha256 text NOT NULL,
     officer_id uuid NOT NULL REFERENCES lintel.officer,
     at timestamptz NOT NULL DEFAULT now()
   )`,
  ...TABLES.flatMap((table) => [
    `ALTER TABLE lintel.${table} ENABLE ROW LEVEL SECURITY`,
    `ALTER TABLE lintel.${table} FORCE ROW LEVEL SECURITY`,
    `CREATE POLICY owner ON lintel.${table} TO lintel_owner USING (true) WITH CHECK (true)`,
  ]),

  `GRANT SELECT, INSERT (id, clip_id, author_id, reason), UPDATE (lines, captions, sha256) ON lintel.transcript TO lintel_workspace`,
  `CREATE POLICY officers_read ON lintel.transcript FOR SELECT TO lintel_workspace
     USING (EXISTS (SELECT FROM lintel.clip c WHERE c.id = clip_id))`,
  `CREATE POLICY members_add ON lintel.transcript FOR INSERT TO lintel_workspace
     WITH CHECK (author_id = scope.officer() AND scope.changes_clip(clip_id))`,
  // A draft is its author's: nobody else writes in it.
  `CREATE POLICY authors_write ON lintel.transcript FOR UPDATE TO lintel_workspace
     USING (author_id = (SELECT scope.officer()) AND finished_at IS NULL AND scope.changes_clip(clip_id))
     WITH CHECK (author_id = (SELECT scope.officer()) AND scope.changes_clip(clip_id))`,
  `GRANT SELECT, INSERT (transcript_id, sha256, officer_id) ON lintel.transcript_check TO lintel_workspace`,
  `CREATE POLICY officers_read ON lintel.transcript_check FOR SELECT TO lintel_workspace
     USING (EXISTS (SELECT FROM lintel.transcript t WHERE t.id = transcript_id))`,
  `CREATE POLICY others_check ON lintel.transcript_check FOR INSERT TO lintel_workspace
     WITH CHECK (officer_id = scope.officer() AND EXISTS (SELECT FROM lintel.transcript t
       WHERE t.id = transcript_id AND t.sha256 = transcript_check.sha256 AND t.author_id <> officer_id
         AND officer_id <> ALL (t.earlier) AND scope.changes_clip(t.clip_id)
         AND NOT EXISTS (SELECT FROM lintel.transcript n
           WHERE n.clip_id = t.clip_id AND n.number > t.number AND n.finished_at IS NOT NULL)))`,

  `CREATE TRIGGER not_erased BEFORE INSERT ON lintel.transcript FOR EACH ROW EXECUTE FUNCTION lintel.refuse_erased()`,
  // Beginning, saving and finishing take turns. Who may not write is told so by the policy, and locks nothing.
  `CREATE FUNCTION lintel.transcript_in_turn() RETURNS trigger
   LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
   DECLARE newest lintel.transcript;
   BEGIN
     IF session_user = 'lintel_workspace' AND NOT scope.changes_clip(NEW.clip_id) THEN RETURN NEW; END IF;
     SELECT c.investigation_id INTO NEW.investigation_id FROM lintel.clip c WHERE c.id = NEW.clip_id FOR NO KEY UPDATE;
     SELECT t.* INTO newest FROM lintel.transcript t WHERE t.clip_id = NEW.clip_id ORDER BY t.number DESC LIMIT 1;
     IF TG_OP = 'INSERT' THEN
       -- The next version goes on from what was saved last.
       NEW.number := coalesce(newest.number, 0) + 1;
       NEW.lines := coalesce(newest.lines, '[]');
       IF NEW.lines <> '[]' THEN
         NEW.goes_on_from := newest.number;
         NEW.earlier := CASE WHEN newest.author_id = ANY (newest.earlier) THEN newest.earlier
           ELSE newest.earlier || newest.author_id END;
       END IF;
       RETURN NEW;
     END IF;
     IF OLD.finished_at IS NOT NULL OR OLD.id <> newest.id THEN
       RAISE EXCEPTION 'only the newest version is written, until it is finished' USING ERRCODE = 'LN031';
     END IF;
     NEW.revision := OLD.revision + 1;
     NEW.saved_at := clock_timestamp();
     NEW.finished_at := CASE WHEN NEW.captions IS NOT NULL THEN clock_timestamp() END;
     RETURN NEW;
   END $$`,
  `REVOKE EXECUTE ON FUNCTION lintel.transcript_in_turn() FROM PUBLIC`,
  `CREATE TRIGGER transcript_in_turn BEFORE INSERT OR UPDATE ON lintel.transcript
     FOR EACH ROW EXECUTE FUNCTION lintel.transcript_in_turn()`,

  TRANSCRIPT_SAYS,
  APPEND_OF_TRANSCRIPTS,
  TRANSCRIPT_HAS_EVENT,
  `REVOKE EXECUTE ON FUNCTION lintel.transcript_says(text, uuid, jsonb, uuid), lintel.transcript_has_event() FROM PUBLIC`,
  `CREATE CONSTRAINT TRIGGER finish_has_event AFTER UPDATE ON lintel.transcript DEFERRABLE INITIALLY DEFERRED FOR EACH ROW
     WHEN (NEW.finished_at IS NOT NULL) EXECUTE FUNCTION lintel.transcript_has_event('transcript-finished', 'id')`,
  `CREATE CONSTRAINT TRIGGER check_has_event AFTER INSERT ON lintel.transcript_check DEFERRABLE INITIALLY DEFERRED
     FOR EACH ROW EXECUTE FUNCTION lintel.transcript_has_event('transcript-checked', 'transcript_id')`,

  // Gone with the recording; the log keeps hashes and who did what.
  `CREATE FUNCTION lintel.erase_transcripts() RETURNS trigger
   LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
   BEGIN
     DELETE FROM lintel.transcript_check k USING lintel.transcript t, lintel.clip c
      WHERE t.id = k.transcript_id AND c.id = t.clip_id AND (c.id = NEW.clip_id OR c.derived_from = NEW.clip_id);
     DELETE FROM lintel.transcript t USING lintel.clip c
      WHERE c.id = t.clip_id AND (c.id = NEW.clip_id OR c.derived_from = NEW.clip_id);
     RETURN NULL;
   END $$`,
  `REVOKE EXECUTE ON FUNCTION lintel.erase_transcripts() FROM PUBLIC`,
  `CREATE TRIGGER erase_transcripts AFTER UPDATE OF state ON lintel.disposal FOR EACH ROW
     WHEN (NEW.state = 'erased') EXECUTE FUNCTION lintel.erase_transcripts()`,

  `CREATE FUNCTION lintel.transcript_words(lines jsonb) RETURNS text
   LANGUAGE sql IMMUTABLE PARALLEL SAFE SET search_path = pg_catalog, pg_temp AS $$
     SELECT string_agg(concat_ws(' ', l ->> 'speaker', l ->> 'words', l ->> 'translation'), ' ') FROM jsonb_array_elements(lines) l
   $$`,
  // As lintel.found() does for the rest: in the newest version of each recording, in one's own investigations.
  `CREATE FUNCTION lintel.found_transcripts(words text, most integer) RETURNS TABLE (id uuid)
   LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp SET enable_seqscan = off AS $$
   DECLARE
     mine CONSTANT uuid[] := ARRAY(SELECT readable_id FROM scope.readable);
     typed CONSTANT tsquery := to_tsquery('simple', words);
     widest CONSTANT integer := 500;
     wanted tsquery;
   BEGIN
     IF cardinality(mine) = 0 OR numnode(typed) = 0 THEN RETURN; END IF;
     wanted := typed && (SELECT string_agg(quote_literal('=' || m), ' | ')::tsquery FROM unnest(mine) m);
     RETURN QUERY SELECT f.id FROM (SELECT t.id, t.saved_at FROM lintel.transcript t
         WHERE lintel.search_words(t.investigation_id, lintel.transcript_words(t.lines)) @@ wanted AND t.investigation_id = ANY (mine)
           AND NOT EXISTS (SELECT FROM lintel.transcript n WHERE n.clip_id = t.clip_id AND n.number > t.number) LIMIT widest) f
       ORDER BY f.saved_at DESC, f.id LIMIT most;
   END $$`,
  `REVOKE EXECUTE ON FUNCTION lintel.transcript_words(jsonb), lintel.found_transcripts(text, integer) FROM PUBLIC`,
  `GRANT EXECUTE ON FUNCTION lintel.found_transcripts(text, integer) TO lintel_workspace`,
  // Of the index, asked by whoever writes a row.
  `GRANT EXECUTE ON FUNCTION lintel.transcript_words(jsonb) TO ${ROLES}`,
  `CREATE INDEX transcript_words ON lintel.transcript
     USING gin (lintel.search_words(investigation_id, lintel.transcript_words(lines)))`,
];

const DOWN = [
  'DROP TRIGGER erase_transcripts ON lintel.disposal',
  APPEND_OF_ROWS,
  'DROP TABLE lintel.transcript_check, lintel.transcript',
  'DROP FUNCTION lintel.transcript_says(text, uuid, jsonb, uuid), lintel.transcript_has_event(), lintel.erase_transcripts(), lintel.transcript_in_turn(), lintel.found_transcripts(text, integer), lintel.transcript_words(jsonb)',
];

export class Transcripts1770000000740 implements MigrationInterface {
  readonly name = 'Transcripts1770000000740';

  async up(runner: QueryRunner): Promise<void> {
    for (const statement of UP) await runner.query(statement);
  }

  async down(runner: QueryRunner): Promise<void> {
    for (const statement of DOWN) await runner.query(statement);
  }
}
