import type { MigrationInterface, QueryRunner } from 'typeorm';
import { reworded } from './reworded';

const BEFORE = `BEGIN
  IF NOT NEW.do_not_contact AND EXISTS (`;
const IN_TURN = `BEGIN
  -- Records of one link take turns, so that each sees those before it. What is not seen is refused by the policies, and locks nothing.
  IF session_user <> 'lintel_workspace' OR scope.changes_invitation(NEW.invitation_id) THEN
    PERFORM FROM lintel.invitation i WHERE i.id = NEW.invitation_id FOR NO KEY UPDATE;
  END IF;
  IF NOT NEW.do_not_contact AND EXISTS (`;

const [BY_ITS_TABLE, EARLY] = ['transcript_in_turn', 'in_turn'] as const;
const transcriptTurns = (from: string, to: string): readonly string[] => [
  `DROP TRIGGER ${from} ON lintel.transcript`,
  `CREATE TRIGGER ${to} BEFORE INSERT OR UPDATE ON lintel.transcript
     FOR EACH ROW EXECUTE FUNCTION lintel.transcript_in_turn()`,
];

/** "Do not contact" stays also where two officers record at one moment; and two who begin a transcript wait for each other without a deadlock. */
export class TurnsOfRecords1770000000961 implements MigrationInterface {
  readonly name = 'TurnsOfRecords1770000000961';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(reworded('keep_do_not_contact', [[BEFORE, IN_TURN]]));
    // Triggers go by their names: who is to change a clip's transcripts locks it so at once, and not first as one of those who only hold it.
    for (const statement of transcriptTurns(BY_ITS_TABLE, EARLY)) await runner.query(statement);
  }

  async down(runner: QueryRunner): Promise<void> {
    for (const statement of transcriptTurns(EARLY, BY_ITS_TABLE)) await runner.query(statement);
    await runner.query(reworded('keep_do_not_contact', [[IN_TURN, BEFORE]]));
  }
}
