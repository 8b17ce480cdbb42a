import type { MigrationInterface, QueryRunner } from 'typeorm';

const BEFORE = ['proxy', 'poster', 'thumbnail', 'contact-sheet', 'frames', 'defence-copy'];
const quoted = (words: readonly string[]): string => words.map((word) => `'${word}'`).join(', ');
const kinds = (of: readonly string[]): string => `
ALTER TABLE lintel.rendition DROP CONSTRAINT rendition_kind_check,
  ADD CONSTRAINT rendition_kind_check CHECK (kind IN (${quoted(of)}));
ALTER TABLE lintel.access_ticket DROP CONSTRAINT access_ticket_content_check,
  ADD CONSTRAINT access_ticket_content_check CHECK (content IN (${quoted(['original', ...of])}))`;

/** A picture of the sound, as one more working copy. */
export class Waveform1764000000062 implements MigrationInterface {
  readonly name = 'Waveform1764000000062';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(kinds([...BEFORE, 'waveform']));
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`DELETE FROM lintel.rendition WHERE kind = 'waveform'`);
    await runner.query(`DELETE FROM lintel.access_ticket WHERE content = 'waveform'`);
    await runner.query(kinds(BEFORE));
  }
}
