import type { MigrationInterface, QueryRunner } from 'typeorm';

const UP = [
  // Of orders that were recorded before, neither is known.
  `ALTER TABLE lintel.protective_order
     ADD COLUMN court text CHECK (court ~ '\\S' AND length(court) <= 200),
     ADD COLUMN route text CHECK (route IN ('application', 'conviction', 'acquittal'))`,
  'GRANT INSERT (court, route) ON lintel.protective_order TO lintel_workspace',
];

const DOWN = ['ALTER TABLE lintel.protective_order DROP COLUMN court, DROP COLUMN route'];

/** Which court made an order that conduct can breach, and how it came about. */
export class CourtOfOrders1770000000915 implements MigrationInterface {
  readonly name = 'CourtOfOrders1770000000915';

  async up(runner: QueryRunner): Promise<void> {
    for (const sql of UP) await runner.query(sql);
  }

  async down(runner: QueryRunner): Promise<void> {
    for (const sql of DOWN) await runner.query(sql);
  }
}
