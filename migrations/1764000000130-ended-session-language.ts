import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * The page that says that her session has ended speaks the language that she had chosen in it. Intake may not read an ended
 * session; this tells the language of one, to who has its cookie, and nothing else.
 */
export class EndedSessionLanguage1764000000130 implements MigrationInterface {
  readonly name = 'EndedSessionLanguage1764000000130';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
CREATE FUNCTION lintel.intake_session_language(wanted bytea) RETURNS text
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
  SELECT language FROM lintel.intake_session WHERE id_hash = wanted
$$;
REVOKE EXECUTE ON FUNCTION lintel.intake_session_language(bytea) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION lintel.intake_session_language(bytea) TO lintel_intake;`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP FUNCTION lintel.intake_session_language(bytea)');
  }
}
