import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * What a bundle says that it withholds repeats why an item is sensitive or not relevant, which fields its file had, and what the file is
 * called where it has neither a reference nor a number. These stay: references and numbers are never used again.
 */
const FORGET = `UPDATE lintel.bundle_withheld w SET what = '(erased)', why = '(erased)',
       label = CASE WHEN w.label ~ '^MG6[CD]/[0-9]+$' OR EXISTS (SELECT FROM lintel.exhibit e WHERE e.clip_id = w.clip_id)
         THEN w.label ELSE '(erased)' END
  FROM lintel.clip c WHERE c.id = w.clip_id`;

const ERASE = `CREATE FUNCTION lintel.erase_withheld() RETURNS trigger
   LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
   BEGIN
     ${FORGET} AND (c.id = NEW.clip_id OR c.derived_from = NEW.clip_id);
     RETURN NULL;
   END $$`;

/** What was erased before is put right as well. */
const BEFORE = `${FORGET} AND EXISTS (SELECT FROM lintel.disposal d
     WHERE d.state = 'erased' AND (d.clip_id = c.id OR d.clip_id = c.derived_from))`;

export class WithheldOfTheErased1770000000990 implements MigrationInterface {
  readonly name = 'WithheldOfTheErased1770000000990';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(ERASE);
    await runner.query('REVOKE EXECUTE ON FUNCTION lintel.erase_withheld() FROM PUBLIC');
    await runner.query(`CREATE TRIGGER erase_withheld AFTER UPDATE OF state ON lintel.disposal FOR EACH ROW
       WHEN (NEW.state = 'erased') EXECUTE FUNCTION lintel.erase_withheld()`);
    await runner.query(BEFORE);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TRIGGER erase_withheld ON lintel.disposal');
    await runner.query('DROP FUNCTION lintel.erase_withheld()');
  }
}
