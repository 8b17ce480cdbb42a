import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Wrong codes stay counted: whoever guesses them gets no new tries by it. */
const UP = [
  `CREATE FUNCTION lintel.reset_password(email text, kept_password text) RETURNS uuid
   LANGUAGE plpgsql VOLATILE SET search_path = pg_catalog, pg_temp AS $$
   DECLARE
     whose uuid;
   BEGIN
     UPDATE lintel.officer o SET password_hash = lintel.well_kept(kept_password), must_change_password = true,
            one_time_until = lintel.one_time_ends(), one_time_used_at = NULL, failed_attempts = 0, locked_until = NULL
      WHERE o.email = reset_password.email AND o.disabled_at IS NULL RETURNING o.id INTO whose;
     DELETE FROM lintel.known_device d WHERE d.officer_id = whose;
     PERFORM lintel.end_sign_ins(whose);
     RETURN whose;
   END $$`,
  'REVOKE EXECUTE ON FUNCTION lintel.reset_password(text, text) FROM PUBLIC',
];

/** The operator gives a new one-time password to an officer who keeps the second step. */
export class PasswordReset1770000000930 implements MigrationInterface {
  readonly name = 'PasswordReset1770000000930';

  async up(runner: QueryRunner): Promise<void> {
    for (const sql of UP) await runner.query(sql);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP FUNCTION lintel.reset_password(text, text)');
  }
}
