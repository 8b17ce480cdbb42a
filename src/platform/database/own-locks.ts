/**
 * What PostgreSQL lets everybody do, and no process that faces people needs: locks by a number that anybody can name, for which the queue,
 * the sweep and migrations wait; files of its own inside the database; words straight into the log of the server; which locks others hold. What they need of it
 * the functions of the schema give them (`lintel.in_turn`, `lintel.take_upload`). The worker locks by number until its transaction ends: a lock that
 * outlives it has no age, so that nobody could tell who keeps others waiting by it. `kept` is who goes on having it.
 */
const FOR_EVERYBODY = `
  SELECT p.oid::regprocedure AS name,
      CASE WHEN p.proname ~ '^pg_(try_)?advisory_xact_' THEN ARRAY['lintel_owner', 'lintel_worker']
        WHEN p.proname ~ '^pg_(try_)?advisory_' THEN ARRAY['lintel_owner']
        WHEN p.proname = 'pg_lock_status' THEN ARRAY['lintel_owner', 'lintel_usher', 'pg_monitor'] ELSE '{}' END AS kept FROM pg_proc p
   WHERE p.pronamespace = 'pg_catalog'::regnamespace
     AND (p.proname ~ '^pg_(try_)?advisory_' OR p.proname ~ '^(lo_|loread$|lowrite$)' OR p.proname IN ('pg_logical_emit_message', 'pg_lock_status'))`;

/** For a superuser, in the database itself, where the usher is. Migrations and the queue, which are the owner's and the worker's, lock by number. */
export const OWN_LOCKS = `DO $$
  DECLARE
    f record;
    role text;
  BEGIN
    FOR f IN ${FOR_EVERYBODY} LOOP
      EXECUTE format('REVOKE EXECUTE ON FUNCTION %s FROM PUBLIC, lintel_worker', f.name);
      FOREACH role IN ARRAY f.kept LOOP EXECUTE format('GRANT EXECUTE ON FUNCTION %s TO %I', f.name, role); END LOOP;
    END LOOP;
  END $$`;

/**
 * Whoever is shown out, how long a transaction of theirs may hold up others (the worker's, which has long work, not the owner, who asks again),
 * and how long it may last: an old one keeps rows that others wrote from being cleared away. Longer than anything that these do.
 */
const SHOWN_OUT = `(VALUES ('lintel_intake', interval '10 s', interval '60 s', ARRAY['lintel_workspace', 'lintel_worker', 'lintel_owner']),
  ('lintel_workspace', interval '30 s', NULL, ARRAY['lintel_intake', 'lintel_worker', 'lintel_owner']),
  ('lintel_worker', interval '45 s', NULL, ARRAY['lintel_intake', 'lintel_workspace'])) AS s(name, holds, lasts, others)`;

/**
 * The notices that wait for the slowest listener fill no more of their room than this, or its transaction ends: when it is full, nobody can commit what
 * is told. Who listens cannot be seen: so intake and whoever does nothing go first, and others, whose long work is most likely honest, only when much is full.
 */
const NOTICES = `a.xact_start < clock_timestamp() - interval '10 s' AND (pg_notification_queue_usage() > 0.25 OR pg_notification_queue_usage() > 0.02
          AND (a.usename = 'lintel_intake' OR a.state LIKE 'idle in transaction%' AND a.state_change < clock_timestamp() - interval '10 s'))`;

/**
 * Ends a connection that holds others up: `SET` lets each role out of every time limit, so somebody
 * else has to look. Gives how many were ended, of this database: another on the cluster has a worker of its own.
 * The role that does it can end connections of these three alone, and nobody signs in as it.
 */
export const USHER = [
  `DO $$ BEGIN
     CREATE ROLE lintel_usher;
   EXCEPTION WHEN duplicate_object OR unique_violation THEN NULL;
   END $$`,
  'ALTER ROLE lintel_usher NOLOGIN NOSUPERUSER NOCREATEDB NOCREATEROLE NOBYPASSRLS NOREPLICATION INHERIT',
  'GRANT lintel_intake, lintel_workspace, lintel_worker TO lintel_usher',
  'CREATE SCHEMA IF NOT EXISTS usher',
  'ALTER SCHEMA usher OWNER TO lintel_usher',
  'REVOKE ALL ON SCHEMA usher FROM PUBLIC',
  'GRANT USAGE ON SCHEMA usher TO lintel_worker',
  `CREATE OR REPLACE FUNCTION usher.show_out() RETURNS integer
   LANGUAGE sql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
     WITH held_up AS MATERIALIZED (
       SELECT a.usename AS who, pg_blocking_pids(w.pid) AS by FROM (SELECT DISTINCT l.pid FROM pg_locks l WHERE NOT l.granted) w
         JOIN pg_stat_activity a USING (pid) WHERE a.datname = current_database() AND a.usename ^@ 'lintel_')
     SELECT count(pg_terminate_backend(a.pid))::integer FROM pg_stat_activity a JOIN ${SHOWN_OUT} ON s.name = a.usename
      WHERE a.datname = current_database() AND a.pid <> pg_backend_pid() AND (a.xact_start < clock_timestamp() - s.lasts OR ${NOTICES}
        OR a.xact_start < clock_timestamp() - s.holds AND EXISTS (SELECT FROM held_up h WHERE a.pid = ANY (h.by) AND h.who::text = ANY (s.others)))
   $$`,
  'ALTER FUNCTION usher.show_out() OWNER TO lintel_usher',
  'REVOKE ALL ON FUNCTION usher.show_out() FROM PUBLIC',
  'GRANT EXECUTE ON FUNCTION usher.show_out() TO lintel_worker',
];

/** A boolean: whether a role that faces people could still take locks by number, nobody would end what holds others up, or one role could take all there is. */
export const LOCKS_OPEN = `(NOT EXISTS (SELECT FROM pg_auth_members m JOIN pg_roles r ON r.oid = m.roleid JOIN pg_roles u ON u.oid = m.member
  WHERE u.rolname = 'lintel_usher' AND r.rolname = 'lintel_worker') OR NOT EXISTS (SELECT FROM pg_proc p JOIN pg_namespace n ON n.oid = p.pronamespace
  WHERE n.nspname = 'usher' AND p.proname = 'show_out') OR EXISTS (SELECT FROM (${FOR_EVERYBODY}) f
  JOIN unnest(ARRAY['lintel_intake', 'lintel_workspace', 'lintel_worker']) r ON r <> ALL (f.kept) WHERE has_function_privilege(r, f.name, 'EXECUTE'))
  OR current_setting('temp_file_limit') = '-1' AND current_user <> 'lintel_owner')`;
