import type { MigrationInterface, QueryRunner } from 'typeorm';

// Where its bytes lie may change by a repair, and what is found out about them; of which bytes the row speaks does not.
const UP = [
  `CREATE FUNCTION lintel.master_stays() RETURNS trigger
   LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
   BEGIN
     RAISE EXCEPTION 'a master does not change' USING ERRCODE = 'LN034';
   END $$`,
  `CREATE TRIGGER master_stays BEFORE UPDATE OF state, stored_sha256, size, crc32, kind, master_at ON lintel.clip
     FOR EACH ROW WHEN (OLD.master_at IS NOT NULL AND (NEW.state, NEW.stored_sha256, NEW.size, NEW.crc32, NEW.kind, NEW.master_at)
       IS DISTINCT FROM (OLD.state, OLD.stored_sha256, OLD.size, OLD.crc32, OLD.kind, OLD.master_at)
       AND session_user IN ('lintel_intake', 'lintel_workspace', 'lintel_worker'))
     EXECUTE FUNCTION lintel.master_stays()`,
  'REVOKE EXECUTE ON FUNCTION lintel.master_stays() FROM PUBLIC',
];

const DOWN = ['DROP TRIGGER master_stays ON lintel.clip', 'DROP FUNCTION lintel.master_stays()'];

/**
 * The row of a locked original names the same bytes for ever. Before, whoever had broken into the worker could give it another hash,
 * size or state, and what is compared with the row from then on is found damaged or is taken for whole.
 */
export class MastersThatStay1770000001003 implements MigrationInterface {
  readonly name = 'MastersThatStay1770000001003';

  async up(runner: QueryRunner): Promise<void> {
    for (const sql of UP) await runner.query(sql);
  }

  async down(runner: QueryRunner): Promise<void> {
    for (const sql of DOWN) await runner.query(sql);
  }
}
