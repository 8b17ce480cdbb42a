import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * The order of events: the time that an officer chose, else the one that most independent sources share, else that of
 * sending; then the time of sending, then the name as people count. Kept with each clip, so that a list of any length is
 * read in this order from an index. `src/features/footage/domain/event-order.ts` and `likely-time.ts` are the same rule
 * outside the database; `test/medium/footage/event-order.spec.ts` compares them.
 */
const UP = [
  // Numbers are written with their length before them, so that clip 7 comes before clip 10. A to Z count as a to z.
  `CREATE FUNCTION lintel.natural_key(name text) RETURNS text
   LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE SET search_path = pg_catalog, pg_temp AS $$
     SELECT left(coalesce(string_agg(CASE WHEN m[1] ~ '^[0-9]'
         THEN lpad(length(ltrim(m[1], '0'))::text, 3, '0') || ltrim(m[1], '0') ELSE lower(m[1] COLLATE "C") END, '' ORDER BY n), ''), 400)
       FROM regexp_matches(name COLLATE "C", '[0-9]+|[^0-9]+', 'g') WITH ORDINALITY AS r (m, n)
   $$`,
  // As likely-time.ts says: each reading of each usable time is a vote; most agreeing hands win, ties in that file's order.
  `CREATE FUNCTION lintel.likely_instant(clip uuid, duration double precision) RETURNS timestamptz
   LANGUAGE sql STABLE SET search_path = pg_catalog, pg_temp AS $$
     WITH vote AS (
       SELECT t.id, r.n, (r.reading ->> 'instant')::timestamptz AS instant, t.candidate ->> 'of' AS of,
           array_position(ARRAY['high', 'medium', 'low'], t.candidate ->> 'confidence') AS sure,
           array_position(ARRAY['overlay', 'clock-check', 'learned-offset', 'her-answer', 'file-name', 'exif', 'apple-creationdate', 'container', 'file-date'], t.source) AS source,
           array_position(ARRAY['stated', 'Europe/London', 'UTC'], r.reading ->> 'as') AS read_as,
           CASE WHEN t.source = 'her-answer' AND t.candidate -> 'flags' ? 'read-in-picture' THEN 'picture'
             ELSE (jsonb_build_object('overlay', 'picture', 'file-name', 'name', 'container', 'file', 'apple-creationdate', 'file',
               'exif', 'file', 'file-date', 'device', 'her-answer', 'answer', 'clock-check', 'clock', 'learned-offset', 'clock')) ->> t.source END AS hand,
           extract(epoch FROM (r.reading ->> 'instant')::timestamptz)::float8 - m.margin
             - CASE WHEN t.candidate ->> 'of' = 'end' OR t.source IN ('container', 'apple-creationdate', 'file-date') THEN duration ELSE 0 END AS earliest,
           extract(epoch FROM (r.reading ->> 'instant')::timestamptz)::float8 + m.margin AS latest
         FROM lintel.time_candidate t
         CROSS JOIN LATERAL jsonb_array_elements(t.candidate -> 'readings') WITH ORDINALITY AS r (reading, n)
         CROSS JOIN LATERAL (SELECT coalesce((t.candidate ->> 'plusMinusSeconds')::float8, 0) + 5 AS margin) m
        WHERE t.clip_id = clip AND t.of_event
          AND NOT t.candidate -> 'flags' ?| ARRAY['zero', 'future', 'near-upload', 'later-than-name', 'encoding-time'])
     SELECT v.instant FROM vote v
      ORDER BY (SELECT count(DISTINCT o.hand) FROM vote o WHERE o.hand <> v.hand AND o.earliest <= v.latest AND v.earliest <= o.latest) DESC,
        v.of = 'end', v.sure, v.source, v.read_as, v.earliest, v.id, v.n LIMIT 1
   $$`,
  `ALTER TABLE lintel.clip
     ADD COLUMN event_at timestamptz,
     ADD COLUMN event_by text CONSTRAINT clip_event_by CHECK (event_by IN ('chosen', 'likely')),
     ADD COLUMN placed_at timestamptz GENERATED ALWAYS AS (coalesce(event_at, sent_at)) STORED,
     ADD COLUMN name_key text COLLATE "C" NOT NULL GENERATED ALWAYS AS (lintel.natural_key(file_name)) STORED,
     ADD CONSTRAINT clip_event CHECK ((event_at IS NULL) = (event_by IS NULL))`,
  `CREATE INDEX clip_in_event_order ON lintel.clip (investigation_id, placed_at, sent_at, name_key, id) WHERE sent_at IS NOT NULL`,
  // Nobody is given the right to write these columns: they follow from what is known of the clip. A lost bet on the time
  // (a name that tells nothing, a clock that was wrong) puts a clip in another place of a list, and never more than that.
  `CREATE FUNCTION lintel.place_clips(clips uuid[]) RETURNS void
   LANGUAGE sql VOLATILE SET search_path = pg_catalog, pg_temp AS $$
     -- First the lock, so that the second statement sees what another session has added meanwhile.
     SELECT k.id FROM lintel.clip k WHERE k.id = ANY (clips) ORDER BY k.id FOR NO KEY UPDATE;
     UPDATE lintel.clip c SET event_at = p.at, event_by = p.by
       FROM (SELECT k.id, coalesce(t.instant, l.at) AS at,
                    CASE WHEN t.instant IS NOT NULL THEN 'chosen' WHEN l.at IS NOT NULL THEN 'likely' END AS by
               FROM lintel.clip k
               LEFT JOIN LATERAL (SELECT x.instant FROM lintel.time_choice x WHERE x.clip_id = k.id ORDER BY x.id DESC LIMIT 1) t ON true
               CROSS JOIN LATERAL (SELECT lintel.likely_instant(k.id, coalesce((k.media ->> 'duration')::float8, 0)) AS at) l
              WHERE k.id = ANY (clips)) p
      WHERE c.id = p.id AND (c.event_at, c.event_by) IS DISTINCT FROM (p.at, p.by)
   $$`,
  `REVOKE EXECUTE ON FUNCTION lintel.place_clips(uuid[]), lintel.likely_instant(uuid, double precision), lintel.natural_key(text) FROM PUBLIC`,
  // Of a generated column, asked by whoever writes the name.
  `GRANT EXECUTE ON FUNCTION lintel.natural_key(text) TO lintel_intake, lintel_workspace, lintel_worker`,
  `CREATE FUNCTION lintel.place_after_time() RETURNS trigger
   LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
   BEGIN
     PERFORM lintel.place_clips(ARRAY(SELECT DISTINCT clip_id FROM added));
     RETURN NULL;
   END $$`,
  `CREATE TRIGGER place_clip AFTER INSERT ON lintel.time_candidate REFERENCING NEW TABLE AS added
     FOR EACH STATEMENT EXECUTE FUNCTION lintel.place_after_time()`,
  `CREATE TRIGGER place_clip AFTER INSERT ON lintel.time_choice REFERENCING NEW TABLE AS added
     FOR EACH STATEMENT EXECUTE FUNCTION lintel.place_after_time()`,
  // How long a clip is says how far its file's own times may lie after its beginning.
  `CREATE FUNCTION lintel.place_after_probe() RETURNS trigger
   LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
   BEGIN
     PERFORM lintel.place_clips(ARRAY[NEW.id]);
     RETURN NULL;
   END $$`,
  `CREATE TRIGGER place_clip AFTER UPDATE OF media ON lintel.clip FOR EACH ROW
     WHEN (OLD.media ->> 'duration' IS DISTINCT FROM NEW.media ->> 'duration') EXECUTE FUNCTION lintel.place_after_probe()`,
  `SELECT lintel.place_clips(ARRAY(SELECT DISTINCT clip_id FROM lintel.time_candidate))`,
  // Exhibits are listed as their references count: AB/7 before AB/10.
  `ALTER TABLE lintel.exhibit ADD COLUMN name_key text COLLATE "C" NOT NULL GENERATED ALWAYS AS (lintel.natural_key(reference)) STORED`,
  `CREATE INDEX exhibit_in_order ON lintel.exhibit (investigation_id, name_key, id)`,
  `DROP INDEX lintel.clip_place, lintel.exhibit_place`,
];

const DOWN = [
  `CREATE INDEX clip_place ON lintel.clip (investigation_id, sent_at, id)`,
  `CREATE INDEX exhibit_place ON lintel.exhibit (investigation_id, registered_at, id)`,
  `ALTER TABLE lintel.exhibit DROP COLUMN name_key`,
  `DROP TRIGGER place_clip ON lintel.clip`,
  `DROP TRIGGER place_clip ON lintel.time_choice`,
  `DROP TRIGGER place_clip ON lintel.time_candidate`,
  `ALTER TABLE lintel.clip DROP COLUMN placed_at, DROP COLUMN name_key, DROP COLUMN event_by, DROP COLUMN event_at`,
  `DROP FUNCTION lintel.place_after_probe(), lintel.place_after_time(), lintel.place_clips(uuid[]),
     lintel.likely_instant(uuid, double precision), lintel.natural_key(text)`,
];

export class EventOrder1770000000100 implements MigrationInterface {
  readonly name = 'EventOrder1770000000100';

  async up(runner: QueryRunner): Promise<void> {
    for (const sql of UP) await runner.query(sql);
  }

  async down(runner: QueryRunner): Promise<void> {
    for (const sql of DOWN) await runner.query(sql);
  }
}
