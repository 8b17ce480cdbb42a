import type { MigrationInterface, QueryRunner } from 'typeorm';

const DEFINITIONS = `
-- The last wall before a seal: whatever was written for the defence or the court, only files of the bundle's own items,
-- and forms that may go there, become part of it. The record of the investigation names every clip: it has no item.
CREATE FUNCTION lintel.guard_bundle_entries() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
BEGIN
  IF EXISTS (
    SELECT FROM added a JOIN lintel.bundle b ON b.id = a.bundle_id WHERE b.kind <> 'prosecution' AND (
      (a.path ~ '^data/(originals|viewing|custody)/[^/]+/' AND NOT EXISTS (
        SELECT FROM lintel.bundle_item i WHERE i.bundle_id = a.bundle_id AND i.folder = split_part(a.path, '/', 3)))
      OR (a.path ~ '^data/schedules/' AND split_part(split_part(a.path, '/', 3), '.', 1) <> ALL (
        CASE b.kind WHEN 'defence' THEN ARRAY['MG12', 'MG6C'] ELSE ARRAY['MG12'] END)))
  ) THEN
    RAISE EXCEPTION 'a file must not go into that bundle' USING ERRCODE = 'LN015';
  END IF;
  RETURN NULL;
END $$;
REVOKE EXECUTE ON FUNCTION lintel.guard_bundle_entries() FROM PUBLIC;
CREATE TRIGGER guarded AFTER INSERT ON lintel.bundle_entry REFERENCING NEW TABLE AS added
  FOR EACH STATEMENT EXECUTE FUNCTION lintel.guard_bundle_entries();
`;

const BACK = `
DROP TRIGGER guarded ON lintel.bundle_entry;
DROP FUNCTION lintel.guard_bundle_entries();
`;

/** No file of another item, and no form of the prosecutor's, in a bundle for the defence or the court. */
export class BundleEntries1764000000165 implements MigrationInterface {
  readonly name = 'BundleEntries1764000000165';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(DEFINITIONS);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(BACK);
  }
}
