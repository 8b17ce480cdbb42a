import type { MigrationInterface, QueryRunner } from 'typeorm';

const DEFINITIONS = `
-- Those that hold first, newest first: of an investigation, and of one item.
CREATE INDEX hold_in_order ON lintel.retention_hold (investigation_id, (lifted_at IS NOT NULL), (-place));
CREATE INDEX hold_of_item_in_order ON lintel.retention_hold (investigation_id, clip_id, (lifted_at IS NOT NULL), (-place));
-- How many hold an item is asked for each line of a list.
CREATE INDEX hold_that_holds ON lintel.retention_hold (investigation_id, clip_id) WHERE lifted_at IS NULL;
DROP INDEX lintel.retention_hold_investigation;
`;

const BACK = `
CREATE INDEX retention_hold_investigation ON lintel.retention_hold (investigation_id, place);
DROP INDEX lintel.hold_that_holds;
DROP INDEX lintel.hold_of_item_in_order;
DROP INDEX lintel.hold_in_order;
`;

/** Holds page by page. */
export class HoldsInOrder1764000000172 implements MigrationInterface {
  readonly name = 'HoldsInOrder1764000000172';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(DEFINITIONS);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(BACK);
  }
}
