import type { MigrationInterface, QueryRunner } from 'typeorm';

const BEFORE = [
  ...['overlay', 'file-name', 'container', 'apple-creationdate', 'file-date', 'her-answer', 'clock-check'],
  ...['upload', 'learned-offset'],
];
const sources = (of: readonly string[]): string => `
ALTER TABLE lintel.time_candidate DROP CONSTRAINT time_candidate_source_check,
  ADD CONSTRAINT time_candidate_source_check CHECK (source IN (${of.map((word) => `'${word}'`).join(', ')}))`;

/** A photograph says when it was taken. */
export class ExifTime1764000000180 implements MigrationInterface {
  readonly name = 'ExifTime1764000000180';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(sources([...BEFORE, 'exif']));
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`DELETE FROM lintel.time_candidate WHERE source = 'exif'`);
    await runner.query(sources(BEFORE));
  }
}
