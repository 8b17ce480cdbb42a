import type { MigrationInterface, QueryRunner } from 'typeorm';

const DEFINITIONS = `
ALTER TABLE lintel.investigation
  ADD COLUMN team text NOT NULL DEFAULT '',
  ADD COLUMN closed_at timestamptz,
  -- What a search by words looks through. Kept with the row, so that a search does not take each text apart again.
  ADD COLUMN words tsvector GENERATED ALWAYS AS (to_tsvector('simple'::regconfig, offence || ' ' || team)) STORED;

-- Two investigations that belong together, as for somebody who was a victim before. What an officer took back stays.
CREATE TABLE lintel.investigation_link (
  id uuid PRIMARY KEY,
  one_id uuid NOT NULL REFERENCES lintel.investigation,
  other_id uuid NOT NULL REFERENCES lintel.investigation,
  reason text NOT NULL CHECK (reason <> ''),
  linked_by uuid NOT NULL REFERENCES lintel.officer,
  linked_at timestamptz NOT NULL DEFAULT now(),
  removed_by uuid REFERENCES lintel.officer,
  removed_at timestamptz,
  CHECK (one_id < other_id),
  CHECK ((removed_by IS NULL) = (removed_at IS NULL))
);
CREATE UNIQUE INDEX investigation_link_once ON lintel.investigation_link (one_id, other_id) WHERE removed_at IS NULL;
CREATE INDEX investigation_link_other ON lintel.investigation_link (other_id) WHERE removed_at IS NULL;
ALTER TABLE lintel.investigation_link ENABLE ROW LEVEL SECURITY;
ALTER TABLE lintel.investigation_link FORCE ROW LEVEL SECURITY;
CREATE POLICY owner ON lintel.investigation_link TO lintel_owner USING (true);
CREATE POLICY police ON lintel.investigation_link TO lintel_workspace USING (true);

GRANT UPDATE (offence, team, closed_at) ON lintel.investigation TO lintel_workspace;
GRANT SELECT, INSERT, UPDATE (removed_by, removed_at) ON lintel.investigation_link TO lintel_workspace;

-- Each list goes on from the last row of the page before: its index holds the whole order, with the id as the last word.
CREATE INDEX clip_place ON lintel.clip (investigation_id, sent_at, id);
DROP INDEX lintel.clip_investigation;
CREATE INDEX exhibit_place ON lintel.exhibit (investigation_id, registered_at, id);
CREATE INDEX invitation_place ON lintel.invitation (investigation_id, created_at, id);
DROP INDEX lintel.invitation_investigation;
CREATE INDEX concern_unseen ON lintel.concern (at) WHERE seen_at IS NULL;
CREATE INDEX invitation_locked ON lintel.invitation (locked_at) WHERE locked_at IS NOT NULL AND revoked_at IS NULL;
`;

const TYPES = ['investigation-changed', 'investigations-linked', 'investigations-unlinked'] as const;

/** Teams, closing, links between investigations, and what keeps lists fast. */
export class Investigations1764000000070 implements MigrationInterface {
  readonly name = 'Investigations1764000000070';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(DEFINITIONS);
    for (const type of TYPES) {
      await runner.query(`INSERT INTO custody.event_type (type, category) VALUES ($1, 'alteration')`, [type]);
      await runner.query(`INSERT INTO custody.permitted_type (role, type) VALUES ('lintel_workspace', $1)`, [
        type,
      ]);
    }
  }

  async down(runner: QueryRunner): Promise<void> {
    for (const type of TYPES) {
      await runner.query('DELETE FROM custody.permitted_type WHERE type = $1', [type]);
      await runner.query('DELETE FROM custody.event_type WHERE type = $1', [type]);
    }
    await runner.query(`
      DROP INDEX lintel.invitation_locked, lintel.concern_unseen, lintel.invitation_place, lintel.exhibit_place, lintel.clip_place;
      CREATE INDEX invitation_investigation ON lintel.invitation (investigation_id, created_at);
      CREATE INDEX clip_investigation ON lintel.clip (investigation_id, sent_at);
      DROP TABLE lintel.investigation_link;
      ALTER TABLE lintel.investigation DROP COLUMN words, DROP COLUMN closed_at, DROP COLUMN team;
      REVOKE UPDATE (offence) ON lintel.investigation FROM lintel_workspace`);
  }
}
