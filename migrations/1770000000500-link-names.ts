import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * Private links of one investigation are told apart by what an officer calls them, such as "for the mother, paper card". The name is
 * the officers' alone: the victim's pages have no right to read it, and it stands on no card.
 */
const UP = [
  `ALTER TABLE lintel.invitation
     ADD COLUMN name text NOT NULL DEFAULT '' CHECK (char_length(name) <= 100)`,
  `GRANT SELECT (name), INSERT (name) ON lintel.invitation TO lintel_workspace`,
];

const DOWN = ['ALTER TABLE lintel.invitation DROP COLUMN name'];

export class LinkNames1770000000500 implements MigrationInterface {
  readonly name = 'LinkNames1770000000500';

  async up(runner: QueryRunner): Promise<void> {
    for (const statement of UP) await runner.query(statement);
  }

  async down(runner: QueryRunner): Promise<void> {
    for (const statement of DOWN) await runner.query(statement);
  }
}
