import type { MigrationInterface, QueryRunner } from 'typeorm';
import { ofBaseline } from './baseline-function';
import { withMore } from './of-holders';

const BASELINE = ofBaseline('submissions/functions.sql', 'lintel.set_removed');

/**
 * A file whose place is being made while it is taken out was marked as chosen and not as a clip: it could still become whole and be sent.
 * The lock is the one that opening a draft takes first: what is read after it has the clip.
 */
const WAITING = withMore(BASELINE, [
  'BEGIN\n',
  'BEGIN\n  PERFORM FROM lintel.invitation i WHERE i.id = scope.invitation() FOR NO KEY UPDATE;\n',
]);

export class RemovedWhileBegun1770000000870 implements MigrationInterface {
  readonly name = 'RemovedWhileBegun1770000000870';

  async up(db: QueryRunner): Promise<void> {
    await db.query(WAITING);
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query(BASELINE);
  }
}
