import type { MigrationInterface, QueryRunner } from 'typeorm';
import { ofBaseline } from './baseline-function';
import { reworded, type Change } from './reworded';

const SET_APART = `     UPDATE lintel.submission s SET earlier_code_hash = OLD.code_hash`;
const ENDED_FIRST = `     -- Whoever came in by the code before, on whatever device, is asked for the new one.
     UPDATE lintel.intake_session s SET expires_at = now()
      WHERE s.invitation_id = OLD.id AND s.expires_at > now() AND (s.assisted_by IS NULL OR s.own_code_at IS NOT NULL);
${SET_APART}`;

const RENEWED: Change = [SET_APART, ENDED_FIRST];

const BY_ITS_OWN = `WHERE s.id_hash = scope.session() AND s.invitation_id = scope.invitation()
     AND s.expires_at < now()`;
// By the clock, since a request may have begun before the session was ended elsewhere: it must not bring it back.
const WHILE_IT_LASTS = `WHERE s.id_hash = scope.session() AND s.invitation_id = scope.invitation()
     AND s.expires_at > clock_timestamp() AND s.expires_at < now()`;

// There is one of the same name for recipients, so it is named by the place where it was made.
const KEPT = ofBaseline('invitations/functions-session.sql', 'lintel.keep_session');

const back = ([from, to]: Change): Change => [to, from];

/**
 * A session ends with the code that it was opened by. Before, whoever was in by a code that had become known stayed in after it was
 * replaced, and read what its victim wrote under the new one.
 */
export class SessionsOfTheirCode1770000000985 implements MigrationInterface {
  readonly name = 'SessionsOfTheirCode1770000000985';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(reworded('code_renewed', [RENEWED]));
    await runner.query(KEPT.replace(BY_ITS_OWN, WHILE_IT_LASTS));
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(KEPT);
    await runner.query(reworded('code_renewed', [back(RENEWED)]));
  }
}
