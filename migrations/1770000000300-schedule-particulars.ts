import type { MigrationInterface, QueryRunner } from 'typeorm';

const TABLES = ['schedule_item', 'restricted_schedule_item'];

/** When an item was recorded and how long it is, as far as known when the form was made: rows of one words are told apart by it. */
export class ScheduleParticulars1770000000300 implements MigrationInterface {
  readonly name = 'ScheduleParticulars1770000000300';

  async up(runner: QueryRunner): Promise<void> {
    for (const table of TABLES)
      await runner.query(`ALTER TABLE lintel.${table} ADD COLUMN particulars text NOT NULL DEFAULT ''`);
  }

  async down(runner: QueryRunner): Promise<void> {
    for (const table of TABLES) await runner.query(`ALTER TABLE lintel.${table} DROP COLUMN particulars`);
  }
}
