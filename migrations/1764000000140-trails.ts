import type { MigrationInterface, QueryRunner } from 'typeorm';

const DEFINITIONS = `
-- How often each officer did what, of all that the tree holds. Counted as the sequencer, of which there is one at a
-- time, takes records in: so no officer's act waits for another's, and each record counts once, as it is one leaf.
CREATE TABLE custody.trail (
  person text NOT NULL,
  type text NOT NULL,
  times bigint NOT NULL CHECK (times > 0),
  first_id uuid NOT NULL,
  last_id uuid NOT NULL,
  PRIMARY KEY (person, type)
) WITH (fillfactor = 50);
ALTER TABLE custody.trail ENABLE ROW LEVEL SECURITY;
ALTER TABLE custody.trail FORCE ROW LEVEL SECURITY;
CREATE POLICY owner ON custody.trail TO lintel_owner USING (true) WITH CHECK (true);

CREATE FUNCTION custody.count_trails() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
BEGIN
  INSERT INTO custody.trail AS t (person, type, times, first_id, last_id)
    SELECT e.event #>> '{actor,id}', e.event ->> 'type', count(*), min(e.id::text)::uuid, max(e.id::text)::uuid
    FROM (SELECT r.id, r.event::jsonb AS event FROM taken JOIN custody.record r USING (subject, seq) OFFSET 0) e
    WHERE e.event #>> '{actor,kind}' = 'officer' GROUP BY 1, 2
    ON CONFLICT (person, type) DO UPDATE SET times = t.times + excluded.times,
      first_id = least(t.first_id, excluded.first_id), last_id = greatest(t.last_id, excluded.last_id);
  RETURN NULL;
END $$;
REVOKE ALL ON FUNCTION custody.count_trails() FROM PUBLIC;
-- The trigger first: it holds the sequencer back until the leaves that are there have been counted.
CREATE TRIGGER counted AFTER INSERT ON custody.leaf REFERENCING NEW TABLE AS taken
  FOR EACH STATEMENT EXECUTE FUNCTION custody.count_trails();
INSERT INTO custody.trail (person, type, times, first_id, last_id)
  SELECT e.event #>> '{actor,id}', e.event ->> 'type', count(*), min(e.id::text)::uuid, max(e.id::text)::uuid
  FROM (SELECT r.id, r.event::jsonb AS event FROM custody.leaf JOIN custody.record r USING (subject, seq) OFFSET 0) e
  WHERE e.event #>> '{actor,kind}' = 'officer' GROUP BY 1, 2;

-- What one officer did of one kind, from the trail to its events: rare kinds are found among very many of others.
CREATE INDEX record_actor_type ON custody.record
  ((event::jsonb #>> '{actor,id}'), (event::jsonb ->> 'type'), id);

-- What was counted, and what the sequencer has yet to take in: together the whole log, in one snapshot.
CREATE OR REPLACE FUNCTION lintel.trail_of(person text)
RETURNS TABLE (type text, times bigint, first_id uuid, last_id uuid)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
  SELECT part.type, sum(part.times)::bigint, min(part.first_id::text)::uuid, max(part.last_id::text)::uuid FROM (
    SELECT t.type, t.times, t.first_id, t.last_id FROM custody.trail t WHERE t.person = trail_of.person
    UNION ALL
    SELECT r.event::jsonb ->> 'type', 1, r.id, r.id FROM custody.pending p JOIN custody.record r USING (subject, seq)
     WHERE r.event::jsonb #>> '{actor,id}' = trail_of.person AND r.event::jsonb #>> '{actor,kind}' = 'officer'
  ) part GROUP BY 1 ORDER BY 2 DESC, 1
$$;
`;

const BACK = `
CREATE OR REPLACE FUNCTION lintel.trail_of(person text)
RETURNS TABLE (type text, times bigint, first_id uuid, last_id uuid)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
  SELECT r.event::jsonb ->> 'type', count(*), min(r.id::text)::uuid, max(r.id::text)::uuid FROM custody.record r
   WHERE r.event::jsonb #>> '{actor,id}' = person GROUP BY 1 ORDER BY 2 DESC, 1
$$;
DROP INDEX custody.record_actor_type;
DROP TRIGGER counted ON custody.leaf;
DROP FUNCTION custody.count_trails();
DROP TABLE custody.trail;
`;

/** The sums of an officer's whole trail, counted as it grows. */
export class Trails1764000000140 implements MigrationInterface {
  readonly name = 'Trails1764000000140';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(DEFINITIONS);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(BACK);
  }
}
