import type { MigrationInterface, QueryRunner } from 'typeorm';

const finder = (columns: string, found: string): string => `
DROP FUNCTION lintel.find_intake_session(bytea, interval);
CREATE FUNCTION lintel.find_intake_session(wanted bytea, idle interval)
RETURNS TABLE (${columns})
LANGUAGE sql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
  UPDATE lintel.intake_session s
     SET expires_at = now() + CASE WHEN s.assisted_by IS NULL THEN idle ELSE least(idle, interval '10 minutes') END
   WHERE id_hash = wanted AND expires_at > now() AND expires_at < now() + idle - interval '1 minute';
  SELECT ${found}
    FROM lintel.intake_session s JOIN lintel.invitation i ON i.id = s.invitation_id
   WHERE s.id_hash = wanted AND s.expires_at > now() AND i.revoked_at IS NULL AND i.expires_at > now()
$$;
REVOKE EXECUTE ON FUNCTION lintel.find_intake_session(bytea, interval) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION lintel.find_intake_session(bytea, interval) TO lintel_intake;
`;

const BEFORE = [
  'invitation_id uuid, investigation_id uuid, assisted_by uuid',
  'i.id, i.investigation_id, s.assisted_by',
];

/** The language that she has chosen lives and ends with her session: nothing of it stays on her phone. */
export class Language1764000000041 implements MigrationInterface {
  readonly name = 'Language1764000000041';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
ALTER TABLE lintel.intake_session ADD COLUMN language text
  CONSTRAINT intake_session_language CHECK (language ~ '^[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8}){0,3}$');
GRANT UPDATE (language) ON lintel.intake_session TO lintel_intake;`);
    await runner.query(finder(`${BEFORE[0]}, language text`, `${BEFORE[1]}, s.language`));
  }

  async down(runner: QueryRunner): Promise<void> {
    const [columns = '', found = ''] = BEFORE;
    await runner.query(finder(columns, found));
    await runner.query('ALTER TABLE lintel.intake_session DROP COLUMN language');
  }
}
