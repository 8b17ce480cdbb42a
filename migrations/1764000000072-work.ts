import type { MigrationInterface, QueryRunner } from 'typeorm';

const DEFINITIONS = `
-- When the doorbell's maker deletes its own copy: kept only where that copy would be better than what she gave.
ALTER TABLE lintel.clip ADD COLUMN deletion_from timestamptz, ADD COLUMN deletion_until timestamptz,
  ADD CONSTRAINT clip_deletion CHECK ((deletion_from IS NULL) = (deletion_until IS NULL));
CREATE INDEX clip_deletion ON lintel.clip (deletion_until, id) WHERE deletion_until IS NOT NULL;
GRANT UPDATE (deletion_from, deletion_until) ON lintel.clip TO lintel_worker;
GRANT SELECT ON lintel.time_candidate, lintel.make_answer TO lintel_worker;
CREATE POLICY worker ON lintel.make_answer FOR SELECT TO lintel_worker USING (true);

-- What went wrong with a clip and has not been put right: a job was given up, or its bytes are not in the store.
CREATE TABLE lintel.clip_trouble (
  clip_id uuid NOT NULL REFERENCES lintel.clip ON DELETE CASCADE,
  kind text NOT NULL CHECK (kind IN ('not-locked', 'no-copies', 'object-missing')),
  since timestamptz NOT NULL DEFAULT now(),
  PRIMARY KEY (clip_id, kind)
);
ALTER TABLE lintel.clip_trouble ENABLE ROW LEVEL SECURITY;
ALTER TABLE lintel.clip_trouble FORCE ROW LEVEL SECURITY;
CREATE POLICY owner ON lintel.clip_trouble TO lintel_owner USING (true);
GRANT SELECT, INSERT, DELETE ON lintel.clip_trouble TO lintel_worker;
CREATE POLICY worker ON lintel.clip_trouble TO lintel_worker USING (true);
GRANT SELECT ON lintel.clip_trouble TO lintel_workspace;
CREATE POLICY sent_only ON lintel.clip_trouble TO lintel_workspace
  USING (EXISTS (SELECT FROM lintel.clip c WHERE c.id = clip_id));

CREATE INDEX rendition_failed ON lintel.rendition (made_at) WHERE state = 'failed' AND kind = 'proxy';
CREATE INDEX exhibit_recent ON lintel.exhibit (registered_at, clip_id);
CREATE INDEX invitation_recent ON lintel.invitation (created_at, id) WHERE revoked_at IS NULL;
CREATE INDEX invitation_live ON lintel.invitation (expires_at) WHERE revoked_at IS NULL;
`;

/** What needs doing, kept so that it is found at once. */
export class Work1764000000072 implements MigrationInterface {
  readonly name = 'Work1764000000072';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(DEFINITIONS);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      DROP INDEX lintel.invitation_recent, lintel.invitation_live, lintel.exhibit_recent, lintel.rendition_failed;
      DROP TABLE lintel.clip_trouble;
      DROP POLICY worker ON lintel.make_answer;
      REVOKE SELECT ON lintel.time_candidate, lintel.make_answer FROM lintel_worker;
      ALTER TABLE lintel.clip DROP COLUMN deletion_from, DROP COLUMN deletion_until`);
  }
}
