import type { MigrationInterface, QueryRunner } from 'typeorm';

/** A reference leads to its investigations without asking each of them for it. */
export class SearchByExhibit1764000000166 implements MigrationInterface {
  readonly name = 'SearchByExhibit1764000000166';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query('CREATE INDEX exhibit_reference ON lintel.exhibit (reference, investigation_id)');
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP INDEX lintel.exhibit_reference');
  }
}
