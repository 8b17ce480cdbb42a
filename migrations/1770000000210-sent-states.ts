import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * What became of each sending, for the victim who comes back: how many of its files are locked, and how many an officer has opened or
 * decided about. Numbers alone; who, when and what was decided stays with the police.
 */
const UP = [
  `CREATE INDEX access_ticket_clip ON lintel.access_ticket (clip_id)`,
  `CREATE FUNCTION lintel.sent_states() RETURNS TABLE (reference text, files integer, locked integer, seen integer)
   LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
     SELECT s.reference, count(c.id)::integer, count(c.id) FILTER (WHERE c.state = 'master')::integer,
         count(c.id) FILTER (WHERE EXISTS (SELECT FROM lintel.access_ticket t WHERE t.clip_id = c.id)
           OR EXISTS (SELECT FROM lintel.triage d WHERE d.clip_id = c.id))::integer
       FROM lintel.submission s LEFT JOIN lintel.clip c ON c.submission_id = s.id
      WHERE s.invitation_id = scope.own_invitation() AND s.sent_at IS NOT NULL
      GROUP BY s.id
   $$`,
  `REVOKE EXECUTE ON FUNCTION lintel.sent_states() FROM PUBLIC`,
  `GRANT EXECUTE ON FUNCTION lintel.sent_states() TO lintel_intake`,
];

const DOWN = [`DROP FUNCTION lintel.sent_states()`, `DROP INDEX lintel.access_ticket_clip`];

export class SentStates1770000000210 implements MigrationInterface {
  readonly name = 'SentStates1770000000210';

  async up(runner: QueryRunner): Promise<void> {
    for (const sql of UP) await runner.query(sql);
  }

  async down(runner: QueryRunner): Promise<void> {
    for (const sql of DOWN) await runner.query(sql);
  }
}
