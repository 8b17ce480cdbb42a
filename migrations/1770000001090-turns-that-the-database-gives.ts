import type { MigrationInterface, QueryRunner } from 'typeorm';

/** For so many uploads at once at most: the locks of all processes stand in one small memory, which one of them could fill. */
const UPLOADS = 1_000;
/** More than any transaction asks for. */
const TURNS = 100;

const DEFINER = 'SECURITY DEFINER SET search_path = pg_catalog, pg_temp';

/**
 * Advisory locks are anybody's, in number and in name: whoever had a connection as intake could hold those for which the queue, the
 * sweep, migrations and officers wait, and fill the memory of all locks. `lintel db-init` takes PostgreSQL's own functions from
 * intake and workspace, and these give each what it needs. A name is taken by its SHA-256, so that none can be made up that meets another's number.
 */
export class TurnsThatTheDatabaseGives1770000001090 implements MigrationInterface {
  readonly name = 'TurnsThatTheDatabaseGives1770000001090';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(
      `CREATE FUNCTION lintel.turn_key(name text) RETURNS bigint
       LANGUAGE sql IMMUTABLE SET search_path = pg_catalog, pg_temp AS $$
         SELECT ('x' || left(encode(sha256(convert_to(name, 'UTF8')), 'hex'), 16))::bit(64)::bigint
       $$`,
    );
    // Until the transaction ends. At intake it is asked about one's own link alone; at the workspace by whoever is signed in.
    await runner.query(
      `CREATE FUNCTION lintel.in_turn(about text, id uuid) RETURNS void
       LANGUAGE plpgsql VOLATILE ${DEFINER} AS $$
       BEGIN
         IF (CASE session_user
               WHEN 'lintel_intake' THEN about IN ('account', 'advocate', 'agreement') AND id = scope.invitation()
               WHEN 'lintel_workspace' THEN scope.officer() IS NOT NULL
               ELSE true END) IS NOT TRUE
            OR (SELECT count(*) FROM pg_locks l WHERE l.locktype = 'advisory' AND l.pid = pg_backend_pid()) >= ${TURNS} THEN
           RAISE EXCEPTION 'not for this person to wait for' USING ERRCODE = 'insufficient_privilege';
         END IF;
         PERFORM pg_advisory_xact_lock(lintel.turn_key('turn:' || about || ':' || id));
       END $$`,
    );
    // Until it is given back or the connection ends; false where somebody has it.
    await runner.query(
      `CREATE FUNCTION lintel.take_upload(name text) RETURNS boolean
       LANGUAGE plpgsql VOLATILE ${DEFINER} AS $$
       BEGIN
         IF (SELECT count(*) FROM pg_locks l JOIN pg_stat_activity a USING (pid)
              WHERE l.locktype = 'advisory' AND a.usename = session_user) >= ${UPLOADS} THEN
           RAISE EXCEPTION 'too many uploads at once' USING ERRCODE = 'too_many_connections';
         END IF;
         RETURN pg_try_advisory_lock(lintel.turn_key('upload:' || name));
       END $$`,
    );
    await runner.query(
      `CREATE FUNCTION lintel.give_back_upload(name text) RETURNS void
       LANGUAGE plpgsql VOLATILE ${DEFINER} AS $$
       BEGIN
         PERFORM pg_advisory_unlock(lintel.turn_key('upload:' || name));
       END $$`,
    );
    await runner.query(
      `REVOKE EXECUTE ON FUNCTION lintel.turn_key(text), lintel.in_turn(text, uuid), lintel.take_upload(text),
         lintel.give_back_upload(text) FROM PUBLIC`,
    );
    await runner.query(
      'GRANT EXECUTE ON FUNCTION lintel.in_turn(text, uuid) TO lintel_intake, lintel_workspace, lintel_worker',
    );
    await runner.query(
      'GRANT EXECUTE ON FUNCTION lintel.take_upload(text), lintel.give_back_upload(text) TO lintel_intake',
    );
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(
      `DROP FUNCTION lintel.in_turn(text, uuid), lintel.take_upload(text), lintel.give_back_upload(text), lintel.turn_key(text)`,
    );
  }
}
