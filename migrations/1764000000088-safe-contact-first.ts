import type { MigrationInterface, QueryRunner } from 'typeorm';

/** No officer makes a private link without a record of how she may be reached, in the same transaction. */
export class SafeContactFirst1764000000088 implements MigrationInterface {
  readonly name = 'SafeContactFirst1764000000088';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE FUNCTION lintel.safe_contact_first() RETURNS trigger
      LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
      BEGIN
        IF session_user = 'lintel_workspace'
           AND NOT EXISTS (SELECT FROM lintel.safe_contact s WHERE s.invitation_id = NEW.id) THEN
          RAISE EXCEPTION 'safe contact is recorded first' USING ERRCODE = 'LN021';
        END IF;
        RETURN NULL;
      END $$;
      REVOKE EXECUTE ON FUNCTION lintel.safe_contact_first() FROM PUBLIC;
      CREATE CONSTRAINT TRIGGER safe_contact_first AFTER INSERT ON lintel.invitation
        DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION lintel.safe_contact_first()`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TRIGGER safe_contact_first ON lintel.invitation');
    await runner.query('DROP FUNCTION lintel.safe_contact_first()');
  }
}
