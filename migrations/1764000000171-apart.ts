import type { MigrationInterface, QueryRunner } from 'typeorm';

const DEFINITIONS = `
-- Auditors and coordinators never see footage: whatever was written, they become no member, no officer in the case, and are
-- let in in no emergency. The lock makes a change of the role wait for this, and this for it.
CREATE FUNCTION lintel.guard_caseworker() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE
  of text;
BEGIN
  SELECT role INTO of FROM lintel.officer WHERE id = (to_jsonb(NEW) ->> TG_ARGV[0])::uuid FOR SHARE;
  IF of IN ('auditor', 'coordinator') THEN
    RAISE EXCEPTION 'this role works on no investigation' USING ERRCODE = 'LN016';
  END IF;
  RETURN NEW;
END $$;
REVOKE EXECUTE ON FUNCTION lintel.guard_caseworker() FROM PUBLIC;
CREATE TRIGGER apart BEFORE INSERT OR UPDATE ON lintel.investigation_member
  FOR EACH ROW WHEN (NEW.removed_at IS NULL) EXECUTE FUNCTION lintel.guard_caseworker('officer_id');
CREATE TRIGGER apart_opening BEFORE INSERT ON lintel.investigation
  FOR EACH ROW EXECUTE FUNCTION lintel.guard_caseworker('oic_id');
CREATE TRIGGER apart BEFORE UPDATE OF oic_id ON lintel.investigation
  FOR EACH ROW WHEN (NEW.oic_id IS DISTINCT FROM OLD.oic_id) EXECUTE FUNCTION lintel.guard_caseworker('oic_id');
CREATE TRIGGER apart BEFORE INSERT ON lintel.emergency_access
  FOR EACH ROW EXECUTE FUNCTION lintel.guard_caseworker('officer_id');
`;

const BACK = `
DROP TRIGGER apart ON lintel.emergency_access;
DROP TRIGGER apart ON lintel.investigation;
DROP TRIGGER apart_opening ON lintel.investigation;
DROP TRIGGER apart ON lintel.investigation_member;
DROP FUNCTION lintel.guard_caseworker();
`;

/** Who never sees footage works on no investigation. */
export class Apart1764000000171 implements MigrationInterface {
  readonly name = 'Apart1764000000171';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(DEFINITIONS);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(BACK);
  }
}
