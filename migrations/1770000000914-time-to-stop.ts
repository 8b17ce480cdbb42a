import type { MigrationInterface, QueryRunner } from 'typeorm';

const UP = [
  // What the operator decides, as the rest of that row. Without it nothing is erased before it was agreed to.
  `ALTER TABLE lintel.sign_in_setting ADD COLUMN cooling_days integer CHECK (cooling_days >= 0)`,
  `CREATE FUNCTION lintel.set_cooling(days integer) RETURNS void
   LANGUAGE sql VOLATILE SET search_path = pg_catalog, pg_temp AS $$
     UPDATE lintel.sign_in_setting SET cooling_days = days
   $$`,
  `CREATE FUNCTION lintel.cooling_ends() RETURNS timestamptz
   LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
     SELECT now() + make_interval(hours => 24 * coalesce((SELECT s.cooling_days FROM lintel.sign_in_setting s), 0))
   $$`,
  // The clock of a process may be five seconds behind, as for the log.
  `CREATE FUNCTION lintel.time_to_stop() RETURNS trigger
   LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
   BEGIN
     IF session_user = 'lintel_workspace' AND NEW.erase_after < lintel.cooling_ends() - interval '5 seconds' THEN
       RAISE EXCEPTION 'too little time to stop the erasure' USING ERRCODE = 'LN021';
     END IF;
     RETURN NEW;
   END $$`,
  `CREATE TRIGGER time_to_stop BEFORE UPDATE ON lintel.disposal
     FOR EACH ROW WHEN (NEW.state = 'approved' AND OLD.state <> 'approved') EXECUTE FUNCTION lintel.time_to_stop()`,
  'REVOKE EXECUTE ON FUNCTION lintel.set_cooling(integer), lintel.time_to_stop(), lintel.cooling_ends() FROM PUBLIC',
  'GRANT EXECUTE ON FUNCTION lintel.cooling_ends() TO lintel_workspace',
];

const DOWN = [
  'DROP TRIGGER time_to_stop ON lintel.disposal',
  'DROP FUNCTION lintel.time_to_stop(), lintel.cooling_ends(), lintel.set_cooling(integer)',
  'ALTER TABLE lintel.sign_in_setting DROP COLUMN cooling_days',
];

/** What two people have agreed to can be stopped for as long as the operator says, whatever the workspace does. */
export class TimeToStop1770000000914 implements MigrationInterface {
  readonly name = 'TimeToStop1770000000914';

  async up(runner: QueryRunner): Promise<void> {
    for (const sql of UP) await runner.query(sql);
  }

  async down(runner: QueryRunner): Promise<void> {
    for (const sql of DOWN) await runner.query(sql);
  }
}
