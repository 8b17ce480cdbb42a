import type { MigrationInterface, QueryRunner } from 'typeorm';

const UP = [
  'ALTER TABLE lintel.clip_trouble ADD COLUMN investigation_id uuid REFERENCES lintel.investigation',
  `COMMENT ON COLUMN lintel.clip_trouble.investigation_id IS 'The clip''s. Kept by a trigger.'`,
  'ALTER TABLE lintel.clip_trouble ALTER COLUMN investigation_id SET STATISTICS 10',
  'UPDATE lintel.clip_trouble t SET investigation_id = c.investigation_id FROM lintel.clip c WHERE c.id = t.clip_id',
  `CREATE FUNCTION lintel.keep_trouble_with_its_investigation() RETURNS trigger
   LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
   BEGIN
     NEW.investigation_id := (SELECT c.investigation_id FROM lintel.clip c WHERE c.id = NEW.clip_id);
     RETURN NEW;
   END $$`,
  'REVOKE EXECUTE ON FUNCTION lintel.keep_trouble_with_its_investigation() FROM PUBLIC',
  `CREATE TRIGGER of_its_investigation BEFORE INSERT ON lintel.clip_trouble FOR EACH ROW
     EXECUTE FUNCTION lintel.keep_trouble_with_its_investigation()`,
  'CREATE INDEX clip_trouble_of_investigation ON lintel.clip_trouble (investigation_id, clip_id)',
  `CREATE INDEX invitation_of_another ON lintel.invitation (investigation_id, id) WHERE holder <> 'victim'`,
  'DROP INDEX lintel.person_request_later, lintel.person_request_parent_later',
];

const DOWN = [
  `CREATE INDEX person_request_parent_later ON lintel.person_request (made_at, id) WHERE parent = 'later'`,
  `CREATE INDEX person_request_later ON lintel.person_request (made_at, id) WHERE told = 'later'`,
  'DROP INDEX lintel.invitation_of_another',
  'DROP TRIGGER of_its_investigation ON lintel.clip_trouble',
  'DROP FUNCTION lintel.keep_trouble_with_its_investigation()',
  'ALTER TABLE lintel.clip_trouble DROP COLUMN investigation_id',
];

/**
 * What went wrong with clips and who is still to be told are asked of each of an officer's investigations, like the rest of what they have to see to. Both
 * grow with the years of the whole force: that a clip differs from what the device had, and that somebody was to be told later, is never taken back.
 */
export class TroublesOfEachInvestigation1770000001336 implements MigrationInterface {
  readonly name = 'TroublesOfEachInvestigation1770000001336';

  async up(runner: QueryRunner): Promise<void> {
    for (const sql of UP) await runner.query(sql);
  }

  async down(runner: QueryRunner): Promise<void> {
    for (const sql of DOWN) await runner.query(sql);
  }
}
