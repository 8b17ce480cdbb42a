import type { MigrationInterface, QueryRunner } from 'typeorm';

const BEFORE = [
  ...[
    'overlay',
    'file-name',
    'container',
    'apple-creationdate',
    'file-date',
    'her-answer',
    'clock-check',
    'upload',
  ],
];
const quoted = (words: readonly string[]): string => words.map((word) => `'${word}'`).join(', ');
const sources = (of: readonly string[]): string => `
ALTER TABLE lintel.time_candidate DROP CONSTRAINT time_candidate_source_check,
  ADD CONSTRAINT time_candidate_source_check CHECK (source IN (${quoted(of)}))`;
const policy = (name: string, of: readonly string[]): string => `
CREATE POLICY ${name} ON lintel.time_candidate AS RESTRICTIVE FOR INSERT TO lintel_workspace
  WITH CHECK (source IN (${quoted(of)}))`;

/** A time by what comparisons for other clips teach of the doorbell's clock: an officer may keep it as a candidate. */
export class LearnedOffset1764000000063 implements MigrationInterface {
  readonly name = 'LearnedOffset1764000000063';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(sources([...BEFORE, 'learned-offset']));
    await runner.query('DROP POLICY overlay_only ON lintel.time_candidate');
    await runner.query(policy('officers_own', ['overlay', 'learned-offset']));
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP POLICY officers_own ON lintel.time_candidate');
    await runner.query(policy('overlay_only', ['overlay']));
    await runner.query(`DELETE FROM lintel.time_candidate WHERE source = 'learned-offset'`);
    await runner.query(sources(BEFORE));
  }
}
