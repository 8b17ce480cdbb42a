import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * What was decided about a clip stands with the clip itself, kept by triggers. So lists of what waits begin where something waits, and
 * what is counted in an investigation is counted in an index: thousands of clips cost little more than a hundred.
 * Nobody has the right to write the column; it follows from decisions and exhibits.
 */
const LISTED = 'sent_at IS NOT NULL AND derived_from IS NULL AND NOT written';
const SERIES_INDEX = `CREATE INDEX clip_of_series ON lintel.clip (investigation_id, event_at) INCLUDE (id) WHERE ${LISTED}`;
const DECLINED_INDEX = `CREATE INDEX triage_declined ON lintel.triage (clip_id) WHERE outcome = 'declined'`;

const counts = (
  body: string,
): string => `CREATE OR REPLACE FUNCTION lintel.evidence_counts(investigation uuid)
RETURNS TABLE (waiting integer, accepted integer, declined integer, items integer)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
  ${body} AND EXISTS (SELECT FROM scope.readable WHERE readable_id = investigation)
$$`;

const COUNTED =
  counts(`SELECT count(*) FILTER (WHERE c.decided IS NULL AND c.erased_at IS NULL AND c.submission_id IS NOT NULL)::int,
         count(*) FILTER (WHERE c.decided = 'accepted')::int, count(*) FILTER (WHERE c.decided = 'declined')::int, count(*)::int
    FROM lintel.clip c
   WHERE c.investigation_id = investigation AND c.sent_at IS NOT NULL AND c.derived_from IS NULL AND NOT c.written`);

const COUNTED_BEFORE =
  counts(`SELECT count(*) FILTER (WHERE c.erased_at IS NULL AND c.submission_id IS NOT NULL AND t.clip_id IS NULL)::int,
         count(*) FILTER (WHERE e.clip_id IS NOT NULL)::int, count(*) FILTER (WHERE t.outcome = 'declined')::int, count(*)::int
    FROM lintel.clip c LEFT JOIN lintel.triage t ON t.clip_id = c.id LEFT JOIN lintel.exhibit e ON e.clip_id = c.id
   WHERE c.investigation_id = investigation AND c.sent_at IS NOT NULL AND c.derived_from IS NULL AND NOT c.written`);

const MAY = 'EXISTS (SELECT FROM scope.readable WHERE readable_id = investigation)';
const OF_SERIES =
  'c.investigation_id = investigation AND c.sent_at IS NOT NULL AND c.derived_from IS NULL AND NOT c.written';
const NOT_DECLINED = `${OF_SERIES} AND c.decided IS DISTINCT FROM 'declined'`;
const NOT_DECLINED_BEFORE = `${OF_SERIES}
       AND NOT EXISTS (SELECT FROM lintel.triage t WHERE t.clip_id = c.id AND t.outcome = 'declined')`;

/** Where the series begins and ends, and in which of its steps something lies. `seconds` are those between two moments, as a number. */
const series = (clips: string, seconds: (from: string, until: string) => string): string[] => [
  `CREATE OR REPLACE FUNCTION lintel.series_bounds(investigation uuid)
   RETURNS TABLE (first timestamptz, last timestamptz, undated_clips integer, undated_incidents integer)
   LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
     SELECT least((SELECT min(c.event_at) FROM lintel.clip c WHERE ${clips}),
                  (SELECT min(i.said_at) FROM lintel.incident i WHERE i.investigation_id = investigation AND i.sent_at IS NOT NULL)),
            greatest((SELECT max(c.event_at) FROM lintel.clip c WHERE ${clips}),
                     (SELECT max(i.said_at) FROM lintel.incident i WHERE i.investigation_id = investigation AND i.sent_at IS NOT NULL)),
            (SELECT count(*)::int FROM lintel.clip c WHERE ${clips} AND c.event_at IS NULL),
            (SELECT count(*)::int FROM lintel.incident i
              WHERE i.investigation_id = investigation AND i.sent_at IS NOT NULL AND i.said_at IS NULL)
      WHERE ${MAY}
   $$`,
  `CREATE OR REPLACE FUNCTION lintel.series_steps(investigation uuid, since timestamptz, until timestamptz, steps integer)
   RETURNS TABLE (step integer, clips integer, incidents integer, first uuid)
   LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
     WITH width AS (SELECT extract(epoch FROM until - since)::float8 / steps AS seconds),
       of_clips AS (SELECT floor(${seconds('since', 'c.event_at')} / w.seconds)::int AS step, count(*)::int AS clips
         FROM lintel.clip c CROSS JOIN width w WHERE ${clips} AND c.event_at >= since AND c.event_at < until AND ${MAY} GROUP BY 1),
       of_incidents AS (SELECT floor(${seconds('since', 'i.said_at')} / w.seconds)::int AS step, count(*)::int AS incidents
         FROM lintel.incident i CROSS JOIN width w
        WHERE i.investigation_id = investigation AND i.sent_at IS NOT NULL AND i.said_at >= since AND i.said_at < until AND ${MAY} GROUP BY 1)
     SELECT step, coalesce(k.clips, 0), coalesce(n.incidents, 0),
            (SELECT c.id FROM lintel.clip c WHERE ${clips} AND k.clips > 0 AND c.event_at >= since + make_interval(secs => step * w.seconds)
              AND c.event_at < until ORDER BY c.event_at LIMIT 1)
       FROM of_clips k FULL JOIN of_incidents n USING (step) CROSS JOIN width w ORDER BY step
   $$`,
];

/** `lock`: of the clip's row, which the undoing changes in the end. Two who share a lock and then both want to write would block each other. */
const undo = (
  lock: string,
): string => `CREATE OR REPLACE FUNCTION lintel.undo_decline(wanted uuid) RETURNS boolean
   LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
   BEGIN
     IF NOT scope.changes_clip(wanted) THEN
       RAISE EXCEPTION 'only members undo a decline' USING ERRCODE = '42501';
     END IF;
     PERFORM FROM lintel.clip c WHERE c.id = wanted AND c.erased_at IS NULL FOR ${lock};
     IF NOT FOUND THEN RETURN false; END IF;
     IF EXISTS (SELECT FROM lintel.disposal d WHERE d.clip_id = wanted AND d.state IN ('proposed', 'approved', 'erasing')) THEN RETURN false; END IF;
     DELETE FROM lintel.triage WHERE clip_id = wanted AND outcome = 'declined';
     IF NOT FOUND THEN RETURN false; END IF;
     DELETE FROM lintel.note WHERE clip_id = wanted AND kind <> 'ask-original';
     UPDATE lintel.submission s SET state = 'sent', triaged_at = NULL, changed_at = now()
       FROM lintel.clip c WHERE c.id = wanted AND s.id = c.submission_id AND s.state = 'triaged';
     RETURN true;
   END $$`;

const UP = [
  `ALTER TABLE lintel.clip ADD COLUMN decided text CONSTRAINT clip_decided CHECK (decided IN ('accepted', 'declined'))`,
  `COMMENT ON COLUMN lintel.clip.decided IS 'Accepted also of what an officer added and is an exhibit. Kept by triggers on triage and exhibit.'`,
  `UPDATE lintel.clip c SET decided = t.outcome FROM lintel.triage t WHERE t.clip_id = c.id`,
  `UPDATE lintel.clip c SET decided = 'accepted' FROM lintel.exhibit e WHERE e.clip_id = c.id AND c.decided IS DISTINCT FROM 'accepted'`,
  `CREATE FUNCTION lintel.clip_decided() RETURNS trigger
   LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
   BEGIN
     UPDATE lintel.clip c SET decided = a.outcome FROM added a WHERE c.id = a.clip_id AND c.decided IS DISTINCT FROM a.outcome;
     RETURN NULL;
   END $$`,
  `CREATE FUNCTION lintel.clip_undecided() RETURNS trigger
   LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
   BEGIN
     UPDATE lintel.clip c SET decided = NULL FROM taken t WHERE c.id = t.clip_id;
     RETURN NULL;
   END $$`,
  `CREATE FUNCTION lintel.clip_is_exhibit() RETURNS trigger
   LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
   BEGIN
     UPDATE lintel.clip c SET decided = 'accepted' FROM added a WHERE c.id = a.clip_id AND c.decided IS DISTINCT FROM 'accepted';
     RETURN NULL;
   END $$`,
  `REVOKE EXECUTE ON FUNCTION lintel.clip_decided(), lintel.clip_undecided(), lintel.clip_is_exhibit() FROM PUBLIC`,
  `CREATE TRIGGER clip_decided AFTER INSERT ON lintel.triage REFERENCING NEW TABLE AS added
     FOR EACH STATEMENT EXECUTE FUNCTION lintel.clip_decided()`,
  `CREATE TRIGGER clip_undecided AFTER DELETE ON lintel.triage REFERENCING OLD TABLE AS taken
     FOR EACH STATEMENT EXECUTE FUNCTION lintel.clip_undecided()`,
  `CREATE TRIGGER clip_is_exhibit AFTER INSERT ON lintel.exhibit REFERENCING NEW TABLE AS added
     FOR EACH STATEMENT EXECUTE FUNCTION lintel.clip_is_exhibit()`,
  `CREATE INDEX clip_by_decision ON lintel.clip (investigation_id, decided) INCLUDE (submission_id, erased_at) WHERE ${LISTED}`,
  `CREATE INDEX clip_waiting ON lintel.clip (investigation_id, placed_at, sent_at, name_key, id)
     WHERE ${LISTED} AND decided IS NULL AND submission_id IS NOT NULL`,
  undo('NO KEY UPDATE'),
  COUNTED,
  // Numbers with decimals of any length cost several times as much as those of the processor.
  ...series(NOT_DECLINED, (from, until) => `date_part('epoch', ${until} - ${from})`),
  `DROP INDEX lintel.clip_of_series, lintel.triage_declined`,
  `${SERIES_INDEX} AND decided IS DISTINCT FROM 'declined'`,
];

const DOWN = [
  undo('SHARE'),
  COUNTED_BEFORE,
  ...series(NOT_DECLINED_BEFORE, (from, until) => `extract(epoch FROM ${until} - ${from})::float8`),
  'DROP TRIGGER clip_is_exhibit ON lintel.exhibit',
  'DROP TRIGGER clip_undecided ON lintel.triage',
  'DROP TRIGGER clip_decided ON lintel.triage',
  'DROP FUNCTION lintel.clip_is_exhibit(), lintel.clip_undecided(), lintel.clip_decided()',
  'ALTER TABLE lintel.clip DROP COLUMN decided',
  SERIES_INDEX,
  DECLINED_INDEX,
];

export class ClipDecided1770000000700 implements MigrationInterface {
  readonly name = 'ClipDecided1770000000700';

  async up(runner: QueryRunner): Promise<void> {
    for (const sql of UP) await runner.query(sql);
  }

  async down(runner: QueryRunner): Promise<void> {
    for (const sql of DOWN) await runner.query(sql);
  }
}
