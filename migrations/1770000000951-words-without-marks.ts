import type { MigrationInterface, QueryRunner } from 'typeorm';
import { reworded } from './reworded';

/** Letters with a stroke, which Unicode takes apart nowhere, and what is typed for them. */
const STROKES = ['łŁøØđĐħĦŧŦı', 'lLoOdDhHtTi'] as const;
/** Accents and other marks above and below letters, of Latin, Greek, Cyrillic and Arabic script. */
const MARKS = String.raw`[\u0300-\u036f\u064b-\u065f\u0670]`;

const FOLDED = `CREATE FUNCTION lintel.folded(said text) RETURNS text
   LANGUAGE sql IMMUTABLE PARALLEL SAFE SET search_path = pg_catalog, pg_temp AS $$
     -- Most names and words have nothing to take away.
     SELECT CASE WHEN octet_length(said) = char_length(said) THEN said
       ELSE translate(normalize(regexp_replace(normalize(said, NFD), '${MARKS}', '', 'g'), NFC), '${STROKES[0]}', '${STROKES[1]}') END
   $$`;

/** What is indexed by words is what lintel.search_words says of a row. */
const INDEXES = ['clip_words', 'exhibit_words', 'incident_words', 'marker_words', 'transcript_words'];
const AGAIN = INDEXES.map((name) => `REINDEX INDEX lintel.${name}`);

const CHANGES = [
  ['search_words', `coalesce(said, '')`, `lintel.folded(coalesce(said, ''))`],
  ['found', `to_tsquery('simple', words)`, `to_tsquery('simple', lintel.folded(words))`],
  ['found_transcripts', `to_tsquery('simple', words)`, `to_tsquery('simple', lintel.folded(words))`],
] as const;

/**
 * A name is found by the letters of it that a keyboard has: Łódź by lodz, Llŷr by llyr; and in whichever of its two ways Unicode writes an
 * accent, for phones and computers differ.
 */
export class WordsWithoutMarks1770000000951 implements MigrationInterface {
  readonly name = 'WordsWithoutMarks1770000000951';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(FOLDED);
    await runner.query('REVOKE EXECUTE ON FUNCTION lintel.folded(text) FROM PUBLIC');
    // Of indexes, asked by whoever writes a row.
    await runner.query(
      'GRANT EXECUTE ON FUNCTION lintel.folded(text) TO lintel_intake, lintel_workspace, lintel_worker',
    );
    for (const [name, from, to] of CHANGES) await runner.query(reworded(name, [[from, to]]));
    for (const statement of AGAIN) await runner.query(statement);
  }

  async down(runner: QueryRunner): Promise<void> {
    for (const [name, from, to] of CHANGES) await runner.query(reworded(name, [[to, from]]));
    for (const statement of AGAIN) await runner.query(statement);
    await runner.query('DROP FUNCTION lintel.folded(text)');
  }
}
