import type { MigrationInterface, QueryRunner } from 'typeorm';

const DEFINITIONS = `
-- Which doorbell a clip is from, as she says where the file does not tell. A new answer is added; the old ones stay.
CREATE TABLE lintel.make_answer (
  id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  clip_id uuid NOT NULL REFERENCES lintel.clip ON DELETE CASCADE,
  make text NOT NULL CHECK (make IN ('ring', 'nest', 'blink', 'eufy', 'arlo', 'tapo', 'reolink', 'other', 'unknown')),
  answered_at timestamptz NOT NULL DEFAULT now()
);
CREATE INDEX make_answer_clip ON lintel.make_answer (clip_id, id);
ALTER TABLE lintel.make_answer ENABLE ROW LEVEL SECURITY;
ALTER TABLE lintel.make_answer FORCE ROW LEVEL SECURITY;
CREATE POLICY owner ON lintel.make_answer TO lintel_owner USING (true);

GRANT SELECT, INSERT ON lintel.make_answer TO lintel_intake;
GRANT SELECT ON lintel.make_answer TO lintel_workspace;
-- Hers while her clip is a draft; the police's when it is sent. Whose a clip is, its own policies decide.
CREATE POLICY own_draft ON lintel.make_answer TO lintel_intake
  USING (EXISTS (SELECT FROM lintel.clip c WHERE c.id = clip_id));
CREATE POLICY sent_only ON lintel.make_answer TO lintel_workspace
  USING (EXISTS (SELECT FROM lintel.clip c WHERE c.id = clip_id));

INSERT INTO custody.event_type (type, category) VALUES ('make-answered', 'collection');
INSERT INTO custody.permitted_type (role, type) VALUES ('lintel_intake', 'make-answered');
`;

/** What she says of her doorbell's make. */
export class MakeAnswer1764000000043 implements MigrationInterface {
  readonly name = 'MakeAnswer1764000000043';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(DEFINITIONS);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query("DELETE FROM custody.permitted_type WHERE type = 'make-answered'");
    await runner.query("DELETE FROM custody.event_type WHERE type = 'make-answered'");
    await runner.query('DROP TABLE lintel.make_answer');
  }
}
