import type { MigrationInterface, QueryRunner } from 'typeorm';

const DEFINITIONS = `
-- The day, and no more of it: enough to see which accounts nobody uses.
ALTER TABLE lintel.officer ADD COLUMN signed_in_on date;
-- Ids of the log are UUIDs of version 7: their first 48 bits are milliseconds.
UPDATE lintel.officer o SET signed_in_on = (
  SELECT (to_timestamp(('x' || left(replace(t.last_id::text, '-', ''), 12))::bit(48)::bigint / 1000.0)
            AT TIME ZONE 'Europe/London')::date
    FROM lintel.trail_of(o.id::text) t WHERE t.type = 'officer-signed-in');
CREATE INDEX officer_by_name ON lintel.officer (lower(display_name), id);
`;

const BACK = `
DROP INDEX lintel.officer_by_name;
ALTER TABLE lintel.officer DROP COLUMN signed_in_on;
`;

/** What the list of officers needs: the day of the last sign-in, and the order of names. */
export class Accounts1764000000150 implements MigrationInterface {
  readonly name = 'Accounts1764000000150';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(DEFINITIONS);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(BACK);
  }
}
