import type { MigrationInterface, QueryRunner } from 'typeorm';
import { ofBaseline } from './baseline-function';

const LOOK = `  SELECT s.download_id INTO running FROM lintel.issue_session s
   WHERE s.id_hash = scope.session() AND s.issue_id = scope.issue()`;

/** A row that is locked is written, and the disk waited for. */
const FIRST = `${LOOK};
  IF NOT FOUND THEN RETURN NULL; END IF;
  IF running IS NOT NULL AND NOT whole THEN RETURN false; END IF;
`;

function lookingFirst(): string {
  const locked = ofBaseline('disclosure/functions-issue.sql', 'lintel.begin_issue_download');
  if (!locked.includes(LOOK)) throw new Error('lintel.begin_issue_download is not as it was');
  return locked.replace(LOOK, `${FIRST}${LOOK}`);
}

/** A part of a download that is under way begins nothing, and so it locks nothing. */
export class PartsWithoutLocks1770000000933 implements MigrationInterface {
  readonly name = 'PartsWithoutLocks1770000000933';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(lookingFirst());
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(ofBaseline('disclosure/functions-issue.sql', 'lintel.begin_issue_download'));
  }
}
