import type { MigrationInterface, QueryRunner } from 'typeorm';

const DEFINITIONS = `
-- A few kind words to her about a clip, from a fixed list: nothing that somebody else could write, or read much out of.
CREATE TABLE lintel.note (
  id uuid PRIMARY KEY,
  invitation_id uuid NOT NULL REFERENCES lintel.invitation,
  clip_id uuid NOT NULL REFERENCES lintel.clip ON DELETE CASCADE,
  kind text NOT NULL CHECK (kind IN ('not-needed', 'have-it', 'cannot-use', 'ask-original')),
  -- Of her doorbell, for the steps to save the original.
  make text,
  officer_id uuid NOT NULL REFERENCES lintel.officer,
  left_at timestamptz NOT NULL DEFAULT now(),
  -- When she sent what was asked for.
  answered_at timestamptz,
  UNIQUE (clip_id, kind)
);
CREATE INDEX note_invitation ON lintel.note (invitation_id, left_at);
ALTER TABLE lintel.note ENABLE ROW LEVEL SECURITY;
ALTER TABLE lintel.note FORCE ROW LEVEL SECURITY;
CREATE POLICY owner ON lintel.note TO lintel_owner USING (true);
GRANT SELECT (id, invitation_id, clip_id, kind, make, left_at, answered_at) ON lintel.note TO lintel_intake;
CREATE POLICY own_note ON lintel.note FOR SELECT TO lintel_intake USING (invitation_id = lintel.scope_invitation());
GRANT SELECT, INSERT ON lintel.note TO lintel_workspace;
CREATE POLICY sent_only ON lintel.note TO lintel_workspace
  USING (EXISTS (SELECT FROM lintel.clip c WHERE c.id = clip_id));

-- What waits for a decision, of one investigation and in order.
CREATE INDEX submission_waiting ON lintel.submission (sent_at, id) WHERE state = 'sent';

-- As before; an original that was asked for and comes with this sending is no longer asked for.
CREATE OR REPLACE FUNCTION lintel.send_submission(wanted uuid) RETURNS timestamptz
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE at timestamptz := now();
BEGIN
  UPDATE lintel.submission SET state = 'sent', sent_at = at, changed_at = at
   WHERE id = wanted AND state = 'draft' AND invitation_id = lintel.scope_invitation();
  IF NOT FOUND THEN RETURN NULL; END IF;
  IF EXISTS (SELECT FROM lintel.clip WHERE submission_id = wanted AND state NOT IN ('received', 'verified')) THEN
    RAISE EXCEPTION 'a clip is still being received' USING ERRCODE = 'LN001';
  END IF;
  UPDATE lintel.clip SET sent_at = at WHERE submission_id = wanted;
  UPDATE lintel.note n SET answered_at = at FROM lintel.clip c
   WHERE c.submission_id = wanted AND n.clip_id = c.replaces AND n.kind = 'ask-original' AND n.answered_at IS NULL;
  RETURN at;
END $$;
`;

const BEFORE = `
CREATE OR REPLACE FUNCTION lintel.send_submission(wanted uuid) RETURNS timestamptz
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE at timestamptz := now();
BEGIN
  UPDATE lintel.submission SET state = 'sent', sent_at = at, changed_at = at
   WHERE id = wanted AND state = 'draft' AND invitation_id = lintel.scope_invitation();
  IF NOT FOUND THEN RETURN NULL; END IF;
  IF EXISTS (SELECT FROM lintel.clip WHERE submission_id = wanted AND state NOT IN ('received', 'verified')) THEN
    RAISE EXCEPTION 'a clip is still being received' USING ERRCODE = 'LN001';
  END IF;
  UPDATE lintel.clip SET sent_at = at WHERE submission_id = wanted;
  RETURN at;
END $$;
DROP INDEX lintel.submission_waiting;
DROP TABLE lintel.note;
`;

/** Kind notes from officers to her, shown on her own pages and nowhere else. */
export class Notes1764000000071 implements MigrationInterface {
  readonly name = 'Notes1764000000071';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(DEFINITIONS);
    await runner.query(
      `INSERT INTO custody.event_type (type, category) VALUES ('original-asked', 'alteration')`,
    );
    await runner.query(
      `INSERT INTO custody.permitted_type (role, type) VALUES ('lintel_workspace', 'original-asked')`,
    );
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`DELETE FROM custody.permitted_type WHERE type = 'original-asked'`);
    await runner.query(`DELETE FROM custody.event_type WHERE type = 'original-asked'`);
    await runner.query(BEFORE);
  }
}
