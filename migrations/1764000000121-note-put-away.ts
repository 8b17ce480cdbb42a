import type { MigrationInterface, QueryRunner } from 'typeorm';

const DEFINITIONS = `
-- Notes that she has read and does not want to meet again in her diary. Nobody else can tell which: to officers it would
-- say that she has read them.
CREATE TABLE lintel.note_put_away (
  note_id uuid PRIMARY KEY REFERENCES lintel.note ON DELETE CASCADE,
  at timestamptz NOT NULL DEFAULT now()
);
ALTER TABLE lintel.note_put_away ENABLE ROW LEVEL SECURITY;
ALTER TABLE lintel.note_put_away FORCE ROW LEVEL SECURITY;
CREATE POLICY owner ON lintel.note_put_away TO lintel_owner USING (true);
GRANT SELECT (note_id), INSERT (note_id) ON lintel.note_put_away TO lintel_intake;
-- Whose a note is, its own policy decides.
CREATE POLICY own_note ON lintel.note_put_away TO lintel_intake
  USING (EXISTS (SELECT FROM lintel.note n WHERE n.id = note_id));
`;

/** She can put a note away; it stays with the receipt. */
export class NotePutAway1764000000121 implements MigrationInterface {
  readonly name = 'NotePutAway1764000000121';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(DEFINITIONS);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE lintel.note_put_away');
  }
}
