import type { MigrationInterface, QueryRunner } from 'typeorm';

const DEFINITIONS = `
-- A still is an item of its own: with its own bytes, chain, tickets and decisions, and the clip that it was taken from.
ALTER TABLE lintel.clip ADD COLUMN derived_from uuid REFERENCES lintel.clip,
  ADD CONSTRAINT clip_derived_is_sent CHECK (derived_from IS NULL OR (sent_at IS NOT NULL AND derived_from <> id));
CREATE INDEX clip_derived_from ON lintel.clip (derived_from) WHERE derived_from IS NOT NULL;
ALTER TABLE lintel.exhibit DROP CONSTRAINT exhibit_reference_check,
  ADD CONSTRAINT exhibit_reference_check CHECK (reference ~ '^[A-Z]{2,4}(/[1-9][0-9]*){1,2}$');

-- The next number under an exhibit. It only ever grows: a reference is never reused, also when no picture came out.
CREATE TABLE lintel.still_counter (
  exhibit_id uuid PRIMARY KEY REFERENCES lintel.exhibit,
  last integer NOT NULL CHECK (last > 0)
);

-- One frame of an exhibit that an officer asked for. Its id is also that of the item and of the exhibit that it becomes.
CREATE TABLE lintel.still (
  id uuid PRIMARY KEY,
  exhibit_id uuid NOT NULL REFERENCES lintel.exhibit,
  clip_id uuid NOT NULL REFERENCES lintel.clip,
  number integer NOT NULL CHECK (number > 0),
  -- Counted from 1, as the decoder gives them.
  frame integer NOT NULL CHECK (frame > 0),
  description text NOT NULL CHECK (description <> ''),
  asked_by uuid NOT NULL REFERENCES lintel.officer,
  asked_at timestamptz NOT NULL DEFAULT now(),
  state text NOT NULL DEFAULT 'asked' CHECK (state IN ('asked', 'made', 'failed')),
  -- Of the frame: its time, its pixel hash, the size of the picture; how it was made.
  facts jsonb,
  recipe jsonb,
  why text,
  ended_at timestamptz,
  UNIQUE (exhibit_id, number),
  CHECK ((state = 'asked') = (ended_at IS NULL)),
  CHECK ((state = 'made') = (facts IS NOT NULL AND recipe IS NOT NULL)),
  CHECK ((state = 'failed') = (why IS NOT NULL))
);
CREATE INDEX still_clip ON lintel.still (clip_id, number);
`;

const FUNCTIONS = `
-- What an officer asked for becomes an item and an exhibit, once. Runs as the owner: the worker can add these and no other.
CREATE FUNCTION lintel.register_still(wanted uuid, key text, bytes bigint, sha256 text, crc bigint, about jsonb, made_by jsonb)
RETURNS TABLE (reference text, producer_name text, description text)
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
#variable_conflict use_column
DECLARE
  s lintel.still;
  parent lintel.exhibit;
  producer text;
  ref text;
BEGIN
  UPDATE lintel.still SET state = 'made', facts = about, recipe = made_by, ended_at = now()
   WHERE id = wanted AND state = 'asked' RETURNING * INTO s;
  IF NOT FOUND THEN RETURN; END IF;
  SELECT * INTO parent FROM lintel.exhibit e WHERE e.id = s.exhibit_id;
  SELECT o.display_name INTO producer FROM lintel.officer o WHERE o.id = s.asked_by;
  ref := parent.reference || '/' || s.number;
  INSERT INTO lintel.clip (id, submission_id, invitation_id, investigation_id, state, file_name, size, stored_sha256, crc32,
      kind, media, incoming_key, evidence_key, received_at, verified_at, sent_at, master_at, derived_from)
    SELECT s.id, c.submission_id, c.invitation_id, c.investigation_id, 'master', replace(ref, '/', '-') || '.png', bytes,
      sha256, crc, 'image/png', about, 'still-' || s.id, key, now(), now(), now(), now(), c.id
      FROM lintel.clip c WHERE c.id = s.clip_id;
  INSERT INTO lintel.triage (clip_id, outcome, reason, officer_id) VALUES (s.id, 'accepted', '', s.asked_by);
  INSERT INTO lintel.exhibit (id, investigation_id, clip_id, reference, producer_name, description, registered_by)
    VALUES (s.id, parent.investigation_id, s.id, ref, producer, s.description, s.asked_by);
  RETURN QUERY SELECT ref, producer, s.description;
END $$;
REVOKE EXECUTE ON FUNCTION lintel.register_still(uuid, text, bigint, text, bigint, jsonb, jsonb) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION lintel.register_still(uuid, text, bigint, text, bigint, jsonb, jsonb) TO lintel_worker;
`;

const RIGHTS = `
GRANT SELECT, INSERT, UPDATE ON lintel.still_counter TO lintel_workspace;
GRANT SELECT, INSERT (id, exhibit_id, clip_id, number, frame, description, asked_by) ON lintel.still TO lintel_workspace;
GRANT SELECT, UPDATE (state, why, ended_at) ON lintel.still TO lintel_worker;
CREATE POLICY police ON lintel.still_counter TO lintel_workspace USING (true);
CREATE POLICY sent_only ON lintel.still TO lintel_workspace USING (EXISTS (SELECT FROM lintel.clip c WHERE c.id = clip_id));
CREATE POLICY worker ON lintel.still TO lintel_worker USING (true);

INSERT INTO custody.event_type (type, category) VALUES
  ('still-asked', 'alteration'), ('still-made', 'combination'), ('still-failed', 'combination');
INSERT INTO custody.permitted_type (role, type) VALUES
  ('lintel_workspace', 'still-asked'), ('lintel_worker', 'still-made'), ('lintel_worker', 'still-failed');
`;

const TYPES = `('still-asked', 'still-made', 'still-failed')`;

/** Stills without a counterpart in the older tables: whoever goes back loses their rows, never their bytes. */
const BACK = `
DELETE FROM custody.permitted_type WHERE type IN ${TYPES};
DELETE FROM custody.event_type WHERE type IN ${TYPES};
DROP FUNCTION lintel.register_still(uuid, text, bigint, text, bigint, jsonb, jsonb);
DROP TABLE lintel.still, lintel.still_counter;
DELETE FROM lintel.exhibit WHERE clip_id IN (SELECT id FROM lintel.clip WHERE derived_from IS NOT NULL);
DELETE FROM lintel.triage WHERE clip_id IN (SELECT id FROM lintel.clip WHERE derived_from IS NOT NULL);
DELETE FROM lintel.rendition WHERE clip_id IN (SELECT id FROM lintel.clip WHERE derived_from IS NOT NULL);
DELETE FROM lintel.access_ticket WHERE clip_id IN (SELECT id FROM lintel.clip WHERE derived_from IS NOT NULL);
DELETE FROM lintel.clip WHERE derived_from IS NOT NULL;
ALTER TABLE lintel.exhibit DROP CONSTRAINT exhibit_reference_check,
  ADD CONSTRAINT exhibit_reference_check CHECK (reference ~ '^[A-Z]{2,4}/[1-9][0-9]*$');
ALTER TABLE lintel.clip DROP COLUMN derived_from;
`;

/** Single frames of an exhibit as exhibits of their own, like AB/1/1. */
export class Stills1764000000060 implements MigrationInterface {
  readonly name = 'Stills1764000000060';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(DEFINITIONS);
    for (const table of ['still', 'still_counter']) {
      await runner.query(`ALTER TABLE lintel.${table} ENABLE ROW LEVEL SECURITY`);
      await runner.query(`ALTER TABLE lintel.${table} FORCE ROW LEVEL SECURITY`);
      await runner.query(`CREATE POLICY owner ON lintel.${table} TO lintel_owner USING (true)`);
    }
    await runner.query(FUNCTIONS);
    await runner.query(RIGHTS);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(BACK);
  }
}
