import type { MigrationInterface, QueryRunner } from 'typeorm';

/** As lintel.found() does for the rest, in one's own investigations. */
const foundIn = (versions: string): string =>
  `CREATE OR REPLACE FUNCTION lintel.found_transcripts(words text, most integer) RETURNS TABLE (id uuid)
   LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp SET enable_seqscan = off AS $$
   DECLARE
     mine CONSTANT uuid[] := ARRAY(SELECT readable_id FROM scope.readable);
     typed CONSTANT tsquery := to_tsquery('simple', words);
     widest CONSTANT integer := 500;
     wanted tsquery;
   BEGIN
     IF cardinality(mine) = 0 OR numnode(typed) = 0 THEN RETURN; END IF;
     wanted := typed && (SELECT string_agg(quote_literal('=' || m), ' | ')::tsquery FROM unnest(mine) m);
     RETURN QUERY SELECT f.id FROM (SELECT t.id, t.saved_at FROM lintel.transcript t
         WHERE lintel.search_words(t.investigation_id, lintel.transcript_words(t.lines)) @@ wanted AND t.investigation_id = ANY (mine)
           AND NOT EXISTS (SELECT FROM lintel.transcript n WHERE n.clip_id = t.clip_id AND n.number > t.number${versions}) LIMIT widest) f
       ORDER BY f.saved_at DESC, f.id LIMIT most;
   END $$`;

/** A version gives way to what was finished after it; a draft to any later version, and a finished one to no draft. */
const FINISHED_STAYS = ' AND (t.finished_at IS NULL OR n.finished_at IS NOT NULL)';

export class FinishedTranscriptsFound1770000000916 implements MigrationInterface {
  readonly name = 'FinishedTranscriptsFound1770000000916';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(foundIn(FINISHED_STAYS));
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(foundIn(''));
  }
}
