import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Events that came with one definition for each. */
export class NewEvents1764000000190 implements MigrationInterface {
  readonly name = 'NewEvents1764000000190';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      INSERT INTO custody.event_type (type, category) VALUES
        ('code-entered', 'collection'), ('scope-refused', 'consultation'), ('repudiated', 'alteration');
      INSERT INTO custody.permitted_type (role, type) VALUES
        ('lintel_intake', 'code-entered'), ('lintel_intake', 'scope-refused'), ('lintel_workspace', 'scope-refused'),
        ('lintel_owner', 'repudiated');
      INSERT INTO custody.permitted_actor (role, kind) VALUES ('lintel_owner', 'service');`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      DELETE FROM custody.permitted_actor WHERE role = 'lintel_owner';
      DELETE FROM custody.permitted_type WHERE type IN ('code-entered', 'scope-refused', 'repudiated');
      DELETE FROM custody.event_type WHERE type IN ('code-entered', 'scope-refused', 'repudiated');`);
  }
}
