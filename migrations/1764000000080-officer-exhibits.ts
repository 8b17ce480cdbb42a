import type { MigrationInterface, QueryRunner } from 'typeorm';

const DEFINITIONS = `
-- What an officer adds comes through no private link, and never was a draft of hers.
ALTER TABLE lintel.clip ALTER submission_id DROP NOT NULL, ALTER invitation_id DROP NOT NULL;
ALTER TABLE lintel.clip ADD CONSTRAINT clip_came_one_way
  CHECK ((submission_id IS NULL) = (invitation_id IS NULL) AND (submission_id IS NOT NULL OR sent_at IS NOT NULL));

-- What an officer says of an item that he adds; it becomes an exhibit once it is the locked master.
CREATE TABLE lintel.addition (
  clip_id uuid PRIMARY KEY REFERENCES lintel.clip,
  investigation_id uuid NOT NULL REFERENCES lintel.investigation,
  kind text NOT NULL CHECK (kind IN
    ('photograph', 'screenshot', 'document', 'forensic-marking', 'phone-screening', 'recording', 'other')),
  producer_name text NOT NULL CHECK (producer_name <> ''),
  initials text NOT NULL CHECK (initials ~ '^[A-Z]{2,4}$'),
  description text NOT NULL CHECK (description <> ''),
  exhibit_id uuid NOT NULL UNIQUE,
  added_by uuid NOT NULL REFERENCES lintel.officer,
  added_at timestamptz NOT NULL DEFAULT now()
);
CREATE INDEX addition_investigation ON lintel.addition (investigation_id, added_at);
ALTER TABLE lintel.addition ENABLE ROW LEVEL SECURITY;
ALTER TABLE lintel.addition FORCE ROW LEVEL SECURITY;
CREATE POLICY owner ON lintel.addition TO lintel_owner USING (true);
CREATE POLICY police ON lintel.addition TO lintel_workspace USING (true);
CREATE POLICY worker ON lintel.addition TO lintel_worker USING (true);
GRANT SELECT, INSERT ON lintel.addition TO lintel_workspace;
GRANT SELECT ON lintel.addition TO lintel_worker;

-- The police side adds what has arrived whole; what the worker finds of it, the worker alone can say.
GRANT INSERT (id, investigation_id, state, file_name, size, device_sha256, incoming_key, received_at, sent_at)
  ON lintel.clip TO lintel_workspace;
CREATE POLICY officers_own ON lintel.clip AS RESTRICTIVE FOR INSERT TO lintel_workspace
  WITH CHECK (submission_id IS NULL AND state = 'received');

-- Gives a locked master that an officer added the next reference of its producer, once. Runs as the owner, so that
-- the worker can number what was added and nothing else.
CREATE FUNCTION lintel.register_addition(wanted uuid) RETURNS TABLE (
  exhibit uuid, reference text, producer_name text, description text, added_by uuid, investigation uuid, sha256 text)
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
#variable_conflict use_column
DECLARE
  a lintel.addition;
  master_sha256 text;
  number integer;
BEGIN
  SELECT * INTO a FROM lintel.addition WHERE clip_id = wanted FOR UPDATE;
  SELECT c.stored_sha256 INTO master_sha256 FROM lintel.clip c WHERE c.id = wanted AND c.state = 'master';
  IF a.clip_id IS NULL OR master_sha256 IS NULL
     OR EXISTS (SELECT FROM lintel.exhibit e WHERE e.clip_id = wanted) THEN RETURN; END IF;
  INSERT INTO lintel.exhibit_counter AS k (investigation_id, initials, last) VALUES (a.investigation_id, a.initials, 1)
    ON CONFLICT (investigation_id, initials) DO UPDATE SET last = k.last + 1 RETURNING last INTO number;
  INSERT INTO lintel.exhibit (id, investigation_id, clip_id, reference, producer_name, description, registered_by)
    VALUES (a.exhibit_id, a.investigation_id, wanted, a.initials || '/' || number, a.producer_name, a.description, a.added_by);
  RETURN QUERY SELECT a.exhibit_id, a.initials || '/' || number, a.producer_name, a.description, a.added_by,
    a.investigation_id, master_sha256;
END $$;
REVOKE EXECUTE ON FUNCTION lintel.register_addition(uuid) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION lintel.register_addition(uuid) TO lintel_worker;

INSERT INTO custody.event_type (type, category) VALUES ('exhibit-added', 'collection');
INSERT INTO custody.permitted_type (role, type) VALUES
  ('lintel_workspace', 'exhibit-added'), ('lintel_worker', 'exhibit-registered');
`;

/** Items without a submission would break the older tables: whoever goes back loses their rows, never their bytes. */
const BACK = `
DROP FUNCTION lintel.register_addition(uuid);
DELETE FROM lintel.exhibit WHERE clip_id IN (SELECT clip_id FROM lintel.addition);
DELETE FROM lintel.triage WHERE clip_id IN (SELECT clip_id FROM lintel.addition);
DELETE FROM lintel.rendition WHERE clip_id IN (SELECT clip_id FROM lintel.addition);
DELETE FROM lintel.access_ticket WHERE clip_id IN (SELECT clip_id FROM lintel.addition);
DROP TABLE lintel.addition;
DELETE FROM lintel.clip WHERE submission_id IS NULL;
DROP POLICY officers_own ON lintel.clip;
REVOKE INSERT ON lintel.clip FROM lintel_workspace;
ALTER TABLE lintel.clip DROP CONSTRAINT clip_came_one_way;
ALTER TABLE lintel.clip ALTER submission_id SET NOT NULL, ALTER invitation_id SET NOT NULL;
DELETE FROM custody.permitted_type WHERE type = 'exhibit-added';
DELETE FROM custody.permitted_type WHERE role = 'lintel_worker' AND type = 'exhibit-registered';
DELETE FROM custody.event_type WHERE type = 'exhibit-added';
`;

/** Photographs, documents and results that officers add themselves. */
export class OfficerExhibits1764000000080 implements MigrationInterface {
  readonly name = 'OfficerExhibits1764000000080';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(DEFINITIONS);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(BACK);
  }
}
