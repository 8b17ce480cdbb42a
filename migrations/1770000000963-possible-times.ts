import type { MigrationInterface, QueryRunner } from 'typeorm';

/** The year is that of `isZero`, the minutes those of `SLACK` (features/footage/domain). */
const POSSIBLE_TIME = `CREATE FUNCTION lintel.possible_time() RETURNS trigger
   LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
   BEGIN
     IF NEW.instant < '1990-01-01 00:00:00Z' OR NEW.instant > (
          SELECT coalesce(c.received_at, c.created_at) + interval '5 minutes' FROM lintel.clip c WHERE c.id = NEW.clip_id) THEN
       RAISE EXCEPTION 'no recording of this item can be of that time' USING ERRCODE = 'LN032';
     END IF;
     RETURN NEW;
   END $$`;

/** No time is chosen from before there were digital cameras, or after the recording came. What was chosen before stays. */
export class PossibleTimes1770000000963 implements MigrationInterface {
  readonly name = 'PossibleTimes1770000000963';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(POSSIBLE_TIME);
    await runner.query('REVOKE EXECUTE ON FUNCTION lintel.possible_time() FROM PUBLIC');
    await runner.query(
      'CREATE TRIGGER possible_time BEFORE INSERT ON lintel.time_choice FOR EACH ROW EXECUTE FUNCTION lintel.possible_time()',
    );
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TRIGGER possible_time ON lintel.time_choice');
    await runner.query('DROP FUNCTION lintel.possible_time()');
  }
}
