/** What one role may have of what all of a cluster share: its part of the connections, and the disk for what does not fit into memory. */
const SHARES = [
  { name: 'intake', connections: 0.5, spilled: '256MB' },
  { name: 'workspace', connections: 0.5, spilled: '1GB' },
  { name: 'worker', connections: 0.75, spilled: '4GB' },
] as const;

/**
 * Whoever broke into one process leaves the others theirs: with all connections in one hand nobody is let in, nor could anybody show out who
 * has them; and on a full disk PostgreSQL stops. For a superuser: each role may set most for itself, but not these.
 */
export const OWN_SHARES: readonly string[] = SHARES.flatMap(({ name, connections, spilled }) => [
  `DO $$ BEGIN
     EXECUTE format('ALTER ROLE lintel_${name} CONNECTION LIMIT %s',
       greatest((current_setting('max_connections')::int * ${connections})::int, 10));
   END $$`,
  `ALTER ROLE lintel_${name} SET temp_file_limit = '${spilled}'`,
]);
