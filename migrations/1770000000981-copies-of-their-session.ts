import type { MigrationInterface, QueryRunner } from 'typeorm';

const OWN_SESSION = 'opened_in IS NULL OR opened_in = (SELECT lintel.own_session())';

const UP = [
  // As its officer has it in the list of sessions: it stays while the secret changes.
  `CREATE FUNCTION lintel.own_session() RETURNS uuid
   LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
     SELECT s.family FROM lintel.officer_session s WHERE s.id_hash = scope.session()
   $$`,
  'REVOKE EXECUTE ON FUNCTION lintel.own_session() FROM PUBLIC',
  'GRANT EXECUTE ON FUNCTION lintel.own_session() TO lintel_workspace',
  ...['access_ticket', 'bundle_ticket'].flatMap((table) => [
    // Of before: none. It is no right of the workspace to say another.
    `ALTER TABLE lintel.${table} ADD COLUMN opened_in uuid`,
    `ALTER TABLE lintel.${table} ALTER COLUMN opened_in SET DEFAULT lintel.own_session()`,
  ]),
  `CREATE POLICY own_session ON lintel.bundle_ticket AS RESTRICTIVE FOR SELECT TO lintel_workspace USING (${OWN_SESSION})`,
  // Looks stay readable: whether their officer has watched is asked about later on.
  `CREATE POLICY own_session ON lintel.access_ticket AS RESTRICTIVE FOR SELECT TO lintel_workspace
     USING (purpose <> 'download' OR ${OWN_SESSION})`,
];

const DOWN = [
  'DROP POLICY own_session ON lintel.access_ticket',
  'DROP POLICY own_session ON lintel.bundle_ticket',
  'ALTER TABLE lintel.access_ticket DROP COLUMN opened_in',
  'ALTER TABLE lintel.bundle_ticket DROP COLUMN opened_in',
  'DROP FUNCTION lintel.own_session()',
];

/** A copy goes to the session in which its officer confirmed who they are, and to no other of theirs. */
export class CopiesOfTheirSession1770000000981 implements MigrationInterface {
  readonly name = 'CopiesOfTheirSession1770000000981';

  async up(runner: QueryRunner): Promise<void> {
    for (const sql of UP) await runner.query(sql);
  }

  async down(runner: QueryRunner): Promise<void> {
    for (const sql of DOWN) await runner.query(sql);
  }
}
