import type { MigrationInterface, QueryRunner } from 'typeorm';

const DEFINITIONS = `
ALTER TABLE lintel.time_candidate ADD CONSTRAINT time_candidate_choosable UNIQUE (id, clip_id, of_event);

-- Which time of a clip an officer takes for the event's, and why. A new choice is added; the old ones stay.
CREATE TABLE lintel.time_choice (
  id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  clip_id uuid NOT NULL REFERENCES lintel.clip ON DELETE CASCADE,
  candidate_id bigint NOT NULL,
  -- Only what may be the event's time can be chosen: never the time of upload.
  of_event boolean NOT NULL DEFAULT true CHECK (of_event),
  -- Which of the candidate's readings.
  instant timestamptz NOT NULL,
  reason text NOT NULL CHECK (reason <> ''),
  officer_id uuid NOT NULL REFERENCES lintel.officer,
  chosen_at timestamptz NOT NULL DEFAULT now(),
  FOREIGN KEY (candidate_id, clip_id, of_event)
    REFERENCES lintel.time_candidate (id, clip_id, of_event) ON DELETE CASCADE
);
CREATE INDEX time_choice_clip ON lintel.time_choice (clip_id, id);
ALTER TABLE lintel.time_choice ENABLE ROW LEVEL SECURITY;
ALTER TABLE lintel.time_choice FORCE ROW LEVEL SECURITY;
CREATE POLICY owner ON lintel.time_choice TO lintel_owner USING (true);

GRANT SELECT, INSERT ON lintel.time_choice TO lintel_workspace;
CREATE POLICY sent_only ON lintel.time_choice TO lintel_workspace
  USING (EXISTS (SELECT FROM lintel.clip c WHERE c.id = clip_id));

-- Officers state what the picture shows, never what a file or its sender says.
GRANT INSERT ON lintel.time_candidate TO lintel_workspace;
CREATE POLICY overlay_only ON lintel.time_candidate AS RESTRICTIVE FOR INSERT TO lintel_workspace
  WITH CHECK (source = 'overlay');
`;

/** The officers' choice among the times of a clip, and what they read in its picture. */
export class TimeChoice1764000000040 implements MigrationInterface {
  readonly name = 'TimeChoice1764000000040';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(DEFINITIONS);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP POLICY overlay_only ON lintel.time_candidate');
    await runner.query('REVOKE INSERT ON lintel.time_candidate FROM lintel_workspace');
    await runner.query('DROP TABLE lintel.time_choice');
    await runner.query('ALTER TABLE lintel.time_candidate DROP CONSTRAINT time_candidate_choosable');
  }
}
