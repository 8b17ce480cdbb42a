import type { MigrationInterface, QueryRunner } from 'typeorm';

/** A file of a plain form that broke off is asked for by name like any other that was chosen, though nobody has said how large it is. */
export class FilesThatBrokeOff1770000000972 implements MigrationInterface {
  readonly name = 'FilesThatBrokeOff1770000000972';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`ALTER TABLE lintel.chosen_file ADD COLUMN size_known boolean NOT NULL DEFAULT true,
       ADD CONSTRAINT chosen_file_size_known CHECK (size_known OR size = 0)`);
    await runner.query('GRANT INSERT (size_known) ON lintel.chosen_file TO lintel_intake');
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('ALTER TABLE lintel.chosen_file DROP COLUMN size_known');
  }
}
