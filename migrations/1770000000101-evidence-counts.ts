import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * How many items of an investigation are in which state, for the head of the evidence view. Runs as the owner, so that row
 * by row nobody is asked again who may read; whether the officer may read the investigation is asked once, here.
 */
const COUNTS = `CREATE FUNCTION lintel.evidence_counts(investigation uuid)
RETURNS TABLE (waiting integer, accepted integer, declined integer, items integer)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
  SELECT count(*) FILTER (WHERE c.erased_at IS NULL AND c.submission_id IS NOT NULL AND t.clip_id IS NULL)::int,
         count(*) FILTER (WHERE e.clip_id IS NOT NULL)::int, count(*) FILTER (WHERE t.outcome = 'declined')::int, count(*)::int
    FROM lintel.clip c LEFT JOIN lintel.triage t ON t.clip_id = c.id LEFT JOIN lintel.exhibit e ON e.clip_id = c.id
   WHERE c.investigation_id = investigation AND c.sent_at IS NOT NULL AND c.derived_from IS NULL
     AND EXISTS (SELECT FROM scope.readable WHERE readable_id = investigation)
$$`;

export class EvidenceCounts1770000000101 implements MigrationInterface {
  readonly name = 'EvidenceCounts1770000000101';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(COUNTS);
    await runner.query(`REVOKE EXECUTE ON FUNCTION lintel.evidence_counts(uuid) FROM PUBLIC`);
    await runner.query(`GRANT EXECUTE ON FUNCTION lintel.evidence_counts(uuid) TO lintel_workspace`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`DROP FUNCTION lintel.evidence_counts(uuid)`);
  }
}
