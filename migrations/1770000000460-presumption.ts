import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * Material that is likely to meet the disclosure test (Attorney General's Guidelines on Disclosure 2024, material presumed
 * to be disclosable): marked by what it is, and not held back without a reason written for that.
 */
const UP = [
  `ALTER TABLE lintel.decision ADD COLUMN rebuttal text NOT NULL DEFAULT ''`,
  `ALTER TABLE lintel.schedule_item ADD COLUMN presumed text NOT NULL DEFAULT ''`,
  `ALTER TABLE lintel.restricted_schedule_item ADD COLUMN presumed text NOT NULL DEFAULT ''`,
  `GRANT INSERT (rebuttal) ON lintel.decision TO lintel_workspace`,
  // As the person who asks sees it.
  `CREATE FUNCTION lintel.presumed(clip uuid) RETURNS text LANGUAGE sql STABLE SET search_path = pg_catalog, pg_temp AS $$
     SELECT CASE (SELECT w.kind FROM lintel.written_item w WHERE w.clip_id = clip)
       WHEN 'incident' THEN 'earlier-account'
       WHEN 'message' THEN 'contact'
       WHEN 'note' THEN 'contact'
       WHEN 'clip-notes' THEN 'officers-record'
       WHEN 'chronology' THEN 'officers-record'
       ELSE CASE WHEN EXISTS (SELECT FROM lintel.incident_clip k WHERE k.clip_id = clip)
         OR EXISTS (SELECT FROM lintel.occasion_part p WHERE p.clip_id = clip AND p.removed_at IS NULL
           AND (SELECT d.counts FROM lintel.occasion_decision d WHERE d.occasion_id = p.occasion_id ORDER BY d.place DESC LIMIT 1))
         THEN 'footage-of-incident' END END
   $$`,
  `REVOKE EXECUTE ON FUNCTION lintel.presumed(uuid) FROM PUBLIC`,
  `GRANT EXECUTE ON FUNCTION lintel.presumed(uuid) TO lintel_workspace`,
  `CREATE FUNCTION lintel.guard_rebuttal() RETURNS trigger
   LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
   BEGIN
     IF NEW.meets_test OR NEW.classification = 'evidence' OR NEW.rebuttal <> '' OR lintel.presumed(NEW.clip_id) IS NULL THEN
       RETURN NEW;
     END IF;
     RAISE EXCEPTION 'this item is presumed to meet the test: a reason against it is missing' USING ERRCODE = 'LN017';
   END $$`,
  `CREATE TRIGGER rebuttal_is_written BEFORE INSERT ON lintel.decision FOR EACH ROW EXECUTE FUNCTION lintel.guard_rebuttal()`,
  `CREATE FUNCTION lintel.erase_rebuttal() RETURNS trigger
   LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
   BEGIN
     UPDATE lintel.decision d SET rebuttal = '(erased)' FROM lintel.clip c
      WHERE d.clip_id = c.id AND (c.id = NEW.clip_id OR c.derived_from = NEW.clip_id) AND d.rebuttal <> '';
     RETURN NULL;
   END $$`,
  `CREATE TRIGGER rebuttal_goes_too AFTER UPDATE OF state ON lintel.disposal FOR EACH ROW
     WHEN (NEW.state = 'erased') EXECUTE FUNCTION lintel.erase_rebuttal()`,
];

const DOWN = [
  `DROP TRIGGER rebuttal_goes_too ON lintel.disposal`,
  `DROP TRIGGER rebuttal_is_written ON lintel.decision`,
  `DROP FUNCTION lintel.erase_rebuttal(), lintel.guard_rebuttal(), lintel.presumed(uuid)`,
  `ALTER TABLE lintel.restricted_schedule_item DROP COLUMN presumed`,
  `ALTER TABLE lintel.schedule_item DROP COLUMN presumed`,
  `ALTER TABLE lintel.decision DROP COLUMN rebuttal`,
];

export class Presumption1770000000460 implements MigrationInterface {
  readonly name = 'Presumption1770000000460';

  async up(runner: QueryRunner): Promise<void> {
    for (const sql of UP) await runner.query(sql);
  }

  async down(runner: QueryRunner): Promise<void> {
    for (const sql of DOWN) await runner.query(sql);
  }
}
