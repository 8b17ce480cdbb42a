import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * The series on one axis of time: how many clips and incidents lie in each step of it, counted by the database, so that years with
 * thousands of clips cost what a week costs. Whether the officer may read the investigation is asked once, not row by row.
 * `readWhen` and `momentOfIncident` are the rule of `said_at` outside the database; a test compares them.
 */
const SAID_AT = `CREATE FUNCTION lintel.said_at(answers jsonb, sent_at timestamptz) RETURNS timestamptz
   LANGUAGE plpgsql IMMUTABLE PARALLEL SAFE SET search_path = pg_catalog, pg_temp AS $$
   DECLARE
     asked CONSTANT jsonb := answers -> 'when';
     d CONSTANT text := btrim(coalesce(asked ->> 'day', ''));
     m CONSTANT text := lower(btrim(coalesce(asked ->> 'month', '')));
     y CONSTANT text := btrim(coalesce(asked ->> 'year', ''));
     t text[] := regexp_match(lower(btrim(coalesce(asked ->> 'time', ''))), '^(\\d{1,2})(?:[:. ]?([0-5]\\d))?\\s*([ap])?\\.?m?\\.?$');
     month integer := array_position(ARRAY['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec'], left(m, 3));
     hour integer := 12;
     minute integer := 0;
     found date;
   BEGIN
     IF coalesce(asked ->> 'kind', '') NOT IN ('exact', 'about') OR y !~ '^\\d{1,4}$' OR d !~ '^\\d{0,4}$'
       OR (d = '' AND asked ->> 'kind' = 'exact') OR (month IS NULL AND m !~ '^\\d{1,4}$') THEN RETURN NULL; END IF;
     found := make_date(CASE WHEN length(y) = 2 THEN 2000 + y::integer ELSE y::integer END, coalesce(month, m::integer),
       CASE WHEN d = '' THEN 1 ELSE d::integer END);
     IF found < date '1900-01-01' OR found > (sent_at AT TIME ZONE 'Europe/London')::date THEN RETURN NULL; END IF;
     -- Of a month alone its middle, of a day alone its noon.
     IF d = '' THEN RETURN (found + 14 + time '12:00') AT TIME ZONE 'Europe/London'; END IF;
     IF t IS NOT NULL AND coalesce(t[2], t[3]) IS NOT NULL AND (t[3] IS NULL OR t[1]::integer BETWEEN 1 AND 12) THEN
       hour := CASE WHEN t[3] IS NULL THEN t[1]::integer ELSE t[1]::integer % 12 + CASE t[3] WHEN 'p' THEN 12 ELSE 0 END END;
       minute := coalesce(t[2], '0')::integer;
       IF hour > 23 THEN hour := 12; minute := 0; END IF;
     END IF;
     RETURN (found + make_time(hour, minute, 0)) AT TIME ZONE 'Europe/London';
   EXCEPTION WHEN datetime_field_overflow THEN RETURN NULL;
   END $$`;

const OF_SERIES = `c.investigation_id = investigation AND c.sent_at IS NOT NULL AND c.derived_from IS NULL AND NOT c.written
       AND NOT EXISTS (SELECT FROM lintel.triage t WHERE t.clip_id = c.id AND t.outcome = 'declined')`;
const MAY = 'EXISTS (SELECT FROM scope.readable WHERE readable_id = investigation)';

const UP = [
  SAID_AT,
  `REVOKE EXECUTE ON FUNCTION lintel.said_at(jsonb, timestamptz) FROM PUBLIC`,
  // Of a generated column, asked by whoever writes the entry.
  `GRANT EXECUTE ON FUNCTION lintel.said_at(jsonb, timestamptz) TO lintel_intake`,
  `ALTER TABLE lintel.incident ADD COLUMN said_at timestamptz GENERATED ALWAYS AS (lintel.said_at(answers, sent_at)) STORED`,
  `CREATE INDEX incident_of_series ON lintel.incident (investigation_id, said_at) WHERE sent_at IS NOT NULL`,
  `CREATE INDEX clip_of_series ON lintel.clip (investigation_id, event_at) INCLUDE (id) WHERE sent_at IS NOT NULL AND derived_from IS NULL AND NOT written`,
  `CREATE INDEX triage_declined ON lintel.triage (clip_id) WHERE outcome = 'declined'`,
  // Where it begins and ends, and of how much no time is known.
  `CREATE FUNCTION lintel.series_bounds(investigation uuid)
   RETURNS TABLE (first timestamptz, last timestamptz, undated_clips integer, undated_incidents integer)
   LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
     SELECT least((SELECT min(c.event_at) FROM lintel.clip c WHERE ${OF_SERIES}),
                  (SELECT min(i.said_at) FROM lintel.incident i WHERE i.investigation_id = investigation AND i.sent_at IS NOT NULL)),
            greatest((SELECT max(c.event_at) FROM lintel.clip c WHERE ${OF_SERIES}),
                     (SELECT max(i.said_at) FROM lintel.incident i WHERE i.investigation_id = investigation AND i.sent_at IS NOT NULL)),
            (SELECT count(*)::int FROM lintel.clip c WHERE ${OF_SERIES} AND c.event_at IS NULL),
            (SELECT count(*)::int FROM lintel.incident i
              WHERE i.investigation_id = investigation AND i.sent_at IS NOT NULL AND i.said_at IS NULL)
      WHERE ${MAY}
   $$`,
  // Steps in which nothing lies are left out; they count from 0.
  `CREATE FUNCTION lintel.series_steps(investigation uuid, since timestamptz, until timestamptz, steps integer)
   RETURNS TABLE (step integer, clips integer, incidents integer, first uuid)
   LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
     WITH width AS (SELECT extract(epoch FROM until - since)::float8 / steps AS seconds),
       of_clips AS (SELECT floor(extract(epoch FROM c.event_at - since)::float8 / w.seconds)::int AS step, count(*)::int AS clips
         FROM lintel.clip c CROSS JOIN width w WHERE ${OF_SERIES} AND c.event_at >= since AND c.event_at < until AND ${MAY} GROUP BY 1),
       of_incidents AS (SELECT floor(extract(epoch FROM i.said_at - since)::float8 / w.seconds)::int AS step, count(*)::int AS incidents
         FROM lintel.incident i CROSS JOIN width w
        WHERE i.investigation_id = investigation AND i.sent_at IS NOT NULL AND i.said_at >= since AND i.said_at < until AND ${MAY} GROUP BY 1)
     SELECT step, coalesce(k.clips, 0), coalesce(n.incidents, 0),
            (SELECT c.id FROM lintel.clip c WHERE ${OF_SERIES} AND k.clips > 0 AND c.event_at >= since + make_interval(secs => step * w.seconds)
              AND c.event_at < until ORDER BY c.event_at LIMIT 1)
       FROM of_clips k FULL JOIN of_incidents n USING (step) CROSS JOIN width w ORDER BY step
   $$`,
  `REVOKE EXECUTE ON FUNCTION lintel.series_bounds(uuid), lintel.series_steps(uuid, timestamptz, timestamptz, integer) FROM PUBLIC`,
  `GRANT EXECUTE ON FUNCTION lintel.series_bounds(uuid), lintel.series_steps(uuid, timestamptz, timestamptz, integer) TO lintel_workspace`,
];

const DOWN = [
  'DROP FUNCTION lintel.series_steps(uuid, timestamptz, timestamptz, integer), lintel.series_bounds(uuid)',
  'DROP INDEX lintel.triage_declined, lintel.clip_of_series',
  'ALTER TABLE lintel.incident DROP COLUMN said_at',
  'DROP FUNCTION lintel.said_at(jsonb, timestamptz)',
];

export class Series1770000000645 implements MigrationInterface {
  readonly name = 'Series1770000000645';

  async up(runner: QueryRunner): Promise<void> {
    for (const statement of UP) await runner.query(statement);
  }

  async down(runner: QueryRunner): Promise<void> {
    for (const statement of DOWN) await runner.query(statement);
  }
}
