import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Another person's page says that the one whom it is about was told, once that is recorded: a fact, and no word of the record. */
const UP = [
  `CREATE FUNCTION lintel.victim_was_told(request uuid) RETURNS boolean
   LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
     SELECT coalesce((SELECT t.given_on IS NOT NULL FROM lintel.victim_told t JOIN lintel.person_request r ON r.id = t.request_id
       WHERE r.id = request AND r.invitation_id = scope.invitation() ORDER BY t.made_at DESC, t.id DESC LIMIT 1), false)
   $$`,
  'REVOKE EXECUTE ON FUNCTION lintel.victim_was_told(uuid) FROM PUBLIC',
  'GRANT EXECUTE ON FUNCTION lintel.victim_was_told(uuid) TO lintel_intake',
];

const DOWN = ['DROP FUNCTION lintel.victim_was_told(uuid)'];

export class ToldSince1770000000782 implements MigrationInterface {
  readonly name = 'ToldSince1770000000782';

  async up(runner: QueryRunner): Promise<void> {
    for (const statement of UP) await runner.query(statement);
  }

  async down(runner: QueryRunner): Promise<void> {
    for (const statement of DOWN) await runner.query(statement);
  }
}
