import type { MigrationInterface, QueryRunner } from 'typeorm';

const DEFINITIONS = `
-- Their order has a name of its own, so that each can be named without telling how many there are.
ALTER TABLE lintel.occasion_decision RENAME COLUMN id TO place;
ALTER TABLE lintel.occasion_decision ADD COLUMN id uuid NOT NULL DEFAULT gen_random_uuid() UNIQUE;
-- Orders in the order of their days, page by page.
CREATE INDEX protective_order_in_order ON lintel.protective_order (investigation_id, made_on, id);
DROP INDEX lintel.protective_order_investigation;
`;

const BACK = `
CREATE INDEX protective_order_investigation ON lintel.protective_order (investigation_id, made_on);
DROP INDEX lintel.protective_order_in_order;
ALTER TABLE lintel.occasion_decision DROP COLUMN id;
ALTER TABLE lintel.occasion_decision RENAME COLUMN place TO id;
`;

/** Decisions about an occasion, and orders, page by page. */
export class DecisionsInOrder1764000000173 implements MigrationInterface {
  readonly name = 'DecisionsInOrder1764000000173';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(DEFINITIONS);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(BACK);
  }
}
