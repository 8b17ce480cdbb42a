import type { MigrationInterface, QueryRunner } from 'typeorm';

const NOTHING_MORE = ['marker', 'note'];

const REFUSE_TIMES = `CREATE FUNCTION lintel.refuse_erased_times() RETURNS trigger
   LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
   BEGIN
     IF EXISTS (SELECT FROM added a JOIN lintel.clip c ON c.id = a.clip_id WHERE c.erased_at IS NOT NULL) THEN
       RAISE EXCEPTION 'this item has been erased' USING ERRCODE = 'LN022';
     END IF;
     RETURN NULL;
   END $$`;

/** Of an item whose erasure has begun nothing more is said: no later erasure would find the words. */
export class NoWordsOfTheErased1770000000962 implements MigrationInterface {
  readonly name = 'NoWordsOfTheErased1770000000962';

  async up(runner: QueryRunner): Promise<void> {
    for (const table of NOTHING_MORE)
      await runner.query(
        `CREATE TRIGGER not_erased BEFORE INSERT ON lintel.${table} FOR EACH ROW EXECUTE FUNCTION lintel.refuse_erased()`,
      );
    await runner.query(REFUSE_TIMES);
    await runner.query('REVOKE EXECUTE ON FUNCTION lintel.refuse_erased_times() FROM PUBLIC');
    // By its name it comes after place_clip, which has locked the clips in their order.
    await runner.query(`CREATE TRIGGER refuse_erased AFTER INSERT ON lintel.time_choice REFERENCING NEW TABLE AS added
       FOR EACH STATEMENT EXECUTE FUNCTION lintel.refuse_erased_times()`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TRIGGER refuse_erased ON lintel.time_choice');
    await runner.query('DROP FUNCTION lintel.refuse_erased_times()');
    for (const table of NOTHING_MORE) await runner.query(`DROP TRIGGER not_erased ON lintel.${table}`);
  }
}
