import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * Finding by words, by the reference of an exhibit and by hash, in what an officer may read. Under row-level security an index of words is
 * of no use to the role that asks (its operators might tell of rows that are not shown), so a function of the owner looks in
 * the officer's own investigations, and gives nothing but ids: what is shown of each is read through the policies.
 */
const ROLES = 'lintel_intake, lintel_workspace, lintel_worker';

const SEARCH_TEXT = `CREATE FUNCTION lintel.search_words(investigation uuid, said text) RETURNS tsvector
   LANGUAGE sql IMMUTABLE PARALLEL SAFE COST 500 SET search_path = pg_catalog, pg_temp AS $$
     -- Names of files are words, too: without this front-door_2026.mp4 would be one of them. The investigation is a word that
     -- nobody can type, so that the index answers for those of one officer alone.
     SELECT to_tsvector('simple', translate(coalesce(said, ''), '_-./\\()[]{}<>+,;:@#&=!?%*|~^"$''\`‘’“”–—…·', repeat(' ', 42)))
       || array_to_tsvector(ARRAY['=' || investigation::text])
   $$`;

export const FOUND = `CREATE FUNCTION lintel.found(words text, exhibit text, hash text, most integer)
   RETURNS TABLE (kind text, id uuid, why text)
   LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp
   -- A word that is common among all may be rare among one's own: no table is read from its start until enough is found.
   SET enable_seqscan = off AS $$
   DECLARE
     mine CONSTANT uuid[] := ARRAY(SELECT readable_id FROM scope.readable);
     typed CONSTANT tsquery := to_tsquery('simple', words);
     -- Of a word that nearly everything has, so many are looked at; of these the newest are given.
     widest CONSTANT integer := 500;
     wanted tsquery;
   BEGIN
     IF cardinality(mine) = 0 THEN RETURN; END IF;
     IF hash <> '' THEN
       RETURN QUERY SELECT 'item', c.id, 'hash' FROM lintel.clip c
         WHERE c.stored_sha256 ~>=~ hash AND c.stored_sha256 ~<~ (hash || 'g') AND c.sent_at IS NOT NULL AND c.investigation_id = ANY (mine) LIMIT most;
       RETURN QUERY SELECT 'item', c.id, 'copy' FROM lintel.rendition r JOIN lintel.clip c ON c.id = r.clip_id
         WHERE r.sha256 ~>=~ hash AND r.sha256 ~<~ (hash || 'g') AND r.state = 'made' AND c.sent_at IS NOT NULL AND c.investigation_id = ANY (mine) LIMIT most;
     END IF;
     IF exhibit <> '' THEN
       RETURN QUERY SELECT 'item', e.clip_id, 'exhibit' FROM lintel.exhibit e WHERE e.reference = exhibit AND e.investigation_id = ANY (mine)
         ORDER BY e.registered_at DESC LIMIT most;
     END IF;
     IF numnode(typed) = 0 THEN RETURN; END IF;
     wanted := typed && (SELECT string_agg(quote_literal('=' || m), ' | ')::tsquery FROM unnest(mine) m);
     RETURN QUERY SELECT 'item', f.clip_id, 'exhibit' FROM (SELECT e.clip_id, e.registered_at FROM lintel.exhibit e
         WHERE lintel.search_words(e.investigation_id, e.reference || ' ' || e.description || ' ' || e.producer_name) @@ wanted
           AND e.investigation_id = ANY (mine) LIMIT widest) f ORDER BY f.registered_at DESC, f.clip_id LIMIT most;
     RETURN QUERY SELECT 'item', f.id, 'name' FROM (SELECT c.id, c.placed_at FROM lintel.clip c
         WHERE lintel.search_words(c.investigation_id, c.file_name) @@ wanted AND c.sent_at IS NOT NULL AND NOT c.written
           AND c.investigation_id = ANY (mine) LIMIT widest) f ORDER BY f.placed_at DESC, f.id LIMIT most;
     RETURN QUERY SELECT 'incident', f.id, 'words' FROM (SELECT i.id, i.sent_at FROM lintel.incident i
         WHERE lintel.search_words(i.investigation_id, lintel.diary_words(i.answers)) @@ wanted AND i.sent_at IS NOT NULL
           AND i.investigation_id = ANY (mine) LIMIT widest) f ORDER BY f.sent_at DESC, f.id LIMIT most;
     RETURN QUERY SELECT 'note', f.id, 'words' FROM (SELECT m.id, m.at FROM lintel.marker m
         WHERE lintel.search_words(m.investigation_id, m.text) @@ wanted AND m.investigation_id = ANY (mine) LIMIT widest) f
       ORDER BY f.at DESC, f.id LIMIT most;
   END $$`;

const UP = [
  SEARCH_TEXT,
  // What the victim wrote in an entry, without the names of its fields and what was ticked.
  `CREATE FUNCTION lintel.diary_words(answers jsonb) RETURNS text
   LANGUAGE sql IMMUTABLE PARALLEL SAFE SET search_path = pg_catalog, pg_temp AS $$
     SELECT concat_ws(' ', answers #>> '{what,words}', answers #>> '{when,words}', answers #>> '{who,words}', answers #>> '{said,words}',
       answers #>> '{more,where}', answers #>> '{more,seen}', answers #>> '{more,effect}', answers #>> '{more,before}', answers #>> '{order,words}')
   $$`,
  // A note stands with its clip; it bears the investigation as well, so that its words are found by it.
  `ALTER TABLE lintel.marker ADD COLUMN investigation_id uuid REFERENCES lintel.investigation`,
  `UPDATE lintel.marker m SET investigation_id = c.investigation_id FROM lintel.clip c WHERE c.id = m.clip_id`,
  `ALTER TABLE lintel.marker ALTER COLUMN investigation_id SET NOT NULL`,
  `CREATE FUNCTION lintel.marker_investigation() RETURNS trigger
   LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
   BEGIN
     NEW.investigation_id := (SELECT c.investigation_id FROM lintel.clip c WHERE c.id = NEW.clip_id);
     RETURN NEW;
   END $$`,
  `CREATE TRIGGER marker_investigation BEFORE INSERT ON lintel.marker FOR EACH ROW EXECUTE FUNCTION lintel.marker_investigation()`,
  FOUND,
  `REVOKE EXECUTE ON FUNCTION lintel.search_words(uuid, text), lintel.diary_words(jsonb), lintel.marker_investigation(),
     lintel.found(text, text, text, integer) FROM PUBLIC`,
  `GRANT EXECUTE ON FUNCTION lintel.found(text, text, text, integer) TO lintel_workspace`,
  // Of indexes, asked by whoever writes a row.
  `GRANT EXECUTE ON FUNCTION lintel.search_words(uuid, text), lintel.diary_words(jsonb) TO ${ROLES}`,
  `CREATE INDEX clip_words ON lintel.clip USING gin (lintel.search_words(investigation_id, file_name)) WHERE sent_at IS NOT NULL AND NOT written`,
  `CREATE INDEX exhibit_words ON lintel.exhibit
     USING gin (lintel.search_words(investigation_id, reference || ' ' || description || ' ' || producer_name))`,
  `CREATE INDEX incident_words ON lintel.incident USING gin (lintel.search_words(investigation_id, lintel.diary_words(answers))) WHERE sent_at IS NOT NULL`,
  `CREATE INDEX marker_words ON lintel.marker USING gin (lintel.search_words(investigation_id, text))`,
  `CREATE INDEX clip_sha256 ON lintel.clip (stored_sha256 text_pattern_ops) WHERE sent_at IS NOT NULL`,
  `CREATE INDEX rendition_sha256 ON lintel.rendition (sha256 text_pattern_ops) WHERE state = 'made'`,
];

const DOWN = [
  'DROP INDEX lintel.rendition_sha256, lintel.clip_sha256, lintel.marker_words, lintel.incident_words, lintel.exhibit_words, lintel.clip_words',
  'DROP FUNCTION lintel.found(text, text, text, integer)',
  'DROP TRIGGER marker_investigation ON lintel.marker',
  'DROP FUNCTION lintel.marker_investigation()',
  'ALTER TABLE lintel.marker DROP COLUMN investigation_id',
  'DROP FUNCTION lintel.diary_words(jsonb), lintel.search_words(uuid, text)',
];

export class Search1770000000620 implements MigrationInterface {
  readonly name = 'Search1770000000620';

  async up(runner: QueryRunner): Promise<void> {
    for (const statement of UP) await runner.query(statement);
  }

  async down(runner: QueryRunner): Promise<void> {
    for (const statement of DOWN) await runner.query(statement);
  }
}
