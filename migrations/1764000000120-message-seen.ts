import type { MigrationInterface, QueryRunner } from 'typeorm';

const DEFINITIONS = `
-- Who looked at a message that did not arrive, so that it need not be looked at again.
ALTER TABLE lintel.message
  ADD COLUMN seen_by uuid REFERENCES lintel.officer,
  ADD COLUMN seen_at timestamptz,
  ADD CONSTRAINT message_seen CHECK ((seen_by IS NULL) = (seen_at IS NULL));
CREATE INDEX message_not_arrived ON lintel.message (state_at, id)
  WHERE state IN ('failed', 'refused', 'uncertain') AND seen_at IS NULL;
GRANT UPDATE (seen_by, seen_at) ON lintel.message TO lintel_workspace;
CREATE POLICY seen ON lintel.message FOR UPDATE TO lintel_workspace
  USING (seen_at IS NULL AND state IN ('failed', 'refused', 'uncertain')) WITH CHECK (seen_at IS NOT NULL);

INSERT INTO custody.event_type (type, category) VALUES ('message-seen', 'consultation');
INSERT INTO custody.permitted_type (role, type) VALUES ('lintel_workspace', 'message-seen');
`;

/** A message that did not arrive waits for an officer to see it. */
export class MessageSeen1764000000120 implements MigrationInterface {
  readonly name = 'MessageSeen1764000000120';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(DEFINITIONS);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      DELETE FROM custody.permitted_type WHERE type = 'message-seen';
      DELETE FROM custody.event_type WHERE type = 'message-seen';
      DROP POLICY seen ON lintel.message;
      REVOKE UPDATE (seen_by, seen_at) ON lintel.message FROM lintel_workspace;
      DROP INDEX lintel.message_not_arrived;
      ALTER TABLE lintel.message DROP COLUMN seen_by, DROP COLUMN seen_at`);
  }
}
