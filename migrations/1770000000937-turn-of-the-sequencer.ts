import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * Sequencers take turns by a lock that only the owner's functions can take. An advisory lock is anybody's: whoever had a connection
 * as intake could hold it, and nothing was signed any more.
 */
export class TurnOfTheSequencer1770000000937 implements MigrationInterface {
  readonly name = 'TurnOfTheSequencer1770000000937';

  async up(runner: QueryRunner): Promise<void> {
    // Held until the transaction ends. Whoever may only read a table can take no lock that this one waits for.
    await runner.query(
      `CREATE FUNCTION custody.take_turn() RETURNS boolean
       LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
       BEGIN
         LOCK TABLE custody.key IN SHARE ROW EXCLUSIVE MODE NOWAIT;
         RETURN true;
       EXCEPTION WHEN lock_not_available THEN
         RETURN false;
       END $$`,
    );
    await runner.query('REVOKE EXECUTE ON FUNCTION custody.take_turn() FROM PUBLIC');
    await runner.query('GRANT EXECUTE ON FUNCTION custody.take_turn() TO lintel_worker');
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP FUNCTION custody.take_turn()');
  }
}
