import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * Which page wrote each part of an entry, by a random key of that page: what it saves again while its victim goes on writing is its own, and
 * anything else was written elsewhere since.
 */
export class PagesThatWrite1770000000971 implements MigrationInterface {
  readonly name = 'PagesThatWrite1770000000971';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`ALTER TABLE lintel.incident ADD COLUMN written_by jsonb NOT NULL DEFAULT '{}'`);
    await runner.query('GRANT INSERT (written_by), UPDATE (written_by) ON lintel.incident TO lintel_intake');
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('ALTER TABLE lintel.incident DROP COLUMN written_by');
  }
}
