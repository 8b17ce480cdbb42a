import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What auditors search by; `sent` says of a clip's event whether the clip was sent. */
const searchLog = (sent: string): string => `
CREATE OR REPLACE FUNCTION lintel.search_log(
  actor text, investigation text, chain text, types text[], since uuid, before uuid, most integer)
RETURNS TABLE (id uuid, subject text, seq bigint, event text)
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
BEGIN
  RETURN QUERY EXECUTE
    'SELECT r.id, r.subject, r.seq, r.event FROM custody.record r WHERE (r.subject NOT LIKE ''clip:%'' OR ${sent})'
    || CASE WHEN actor IS NULL THEN '' ELSE ' AND r.event::jsonb #>> ''{actor,id}'' = $1' END
    || CASE WHEN investigation IS NULL THEN '' ELSE ' AND r.event::jsonb ->> ''investigation'' = $2' END
    || CASE WHEN chain IS NULL THEN '' ELSE ' AND r.subject = $3' END
    || CASE WHEN types IS NULL THEN '' ELSE ' AND r.event::jsonb ->> ''type'' = ANY ($4)' END
    || CASE WHEN since IS NULL THEN '' ELSE ' AND r.id >= $5' END
    || CASE WHEN before IS NULL THEN '' ELSE ' AND r.id < $6' END
    || ' ORDER BY r.id DESC LIMIT $7'
    USING actor, investigation, chain, types, since, before, most;
END $$`;

// Event by event: an EXISTS was answered by reading every clip that there is before the first event was given.
const NOW = '(SELECT c.sent_at FROM lintel.clip c WHERE c.id = substr(r.subject, 6)::uuid) IS NOT NULL';
const BEFORE = `EXISTS (
       SELECT FROM lintel.clip c WHERE c.id = substr(r.subject, 6)::uuid AND c.sent_at IS NOT NULL)`;

/** The newest events of the log are found as fast among many clips as among few. */
export class SearchOfTheLog1764000000151 implements MigrationInterface {
  readonly name = 'SearchOfTheLog1764000000151';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(searchLog(NOW));
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(searchLog(BEFORE));
  }
}
