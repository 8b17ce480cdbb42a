import { escapeIdentifier, escapeLiteral } from 'pg';
import { BEHIND_POLICIES } from './behind-policies';
import { LiveClient } from './live-client';
import { OWN_LOCKS, USHER } from './own-locks';
import { OWN_SHARES } from './shares';

const ROLES = ['owner', 'intake', 'workspace', 'worker'] as const;
export type RoleName = (typeof ROLES)[number];
type RolePasswords = Readonly<Record<RoleName, string>>;

export interface Bootstrap {
  readonly database: string;
  readonly passwords: RolePasswords;
  /** The cluster is Lintel's alone. */
  readonly alone?: boolean;
}

async function withClient(url: string, work: (client: LiveClient) => Promise<void>): Promise<void> {
  const client = new LiveClient({ connectionString: url });
  await client.connect();
  try {
    await work(client);
  } finally {
    await client.end();
  }
}

/** What fails is named in the server's own log without its row, its statement and its values: these are people's words. */
const SILENT = {
  log_error_verbosity: 'terse',
  log_min_error_statement: 'panic',
  log_parameter_max_length: '0',
  log_parameter_max_length_on_error: '0',
} as const;

const roleStatements = (passwords: RolePasswords): string[] =>
  ROLES.flatMap((name) => [
    `DO $$ BEGIN
       CREATE ROLE lintel_${name};
     EXCEPTION WHEN duplicate_object OR unique_violation THEN NULL;
     END $$`,
    `ALTER ROLE lintel_${name} LOGIN NOSUPERUSER NOCREATEDB NOCREATEROLE NOBYPASSRLS NOREPLICATION
       PASSWORD ${escapeLiteral(passwords[name])}`,
    // What a role has set for itself would stay when whoever broke in is gone.
    `ALTER ROLE lintel_${name} RESET ALL`,
    // What policies look up is in memory or on a solid-state disk, where one page costs as much as the next.
    `ALTER ROLE lintel_${name} SET random_page_cost = 1.1`,
    // For whoever can sign in as one of them, too: only a superuser sets these.
    ...Object.entries(SILENT).map(
      ([setting, value]) => `ALTER ROLE lintel_${name} SET ${setting} = '${value}'`,
    ),
  ]);

const settingsHere = (database: string): string[] =>
  ROLES.map((name) => `ALTER ROLE lintel_${name} IN DATABASE ${escapeIdentifier(database)} RESET ALL`);

/** Who may connect to a database of Lintel. A copy of a template does not inherit these. */
export function databaseGrants(database: string): string[] {
  const name = escapeIdentifier(database);
  return [
    `REVOKE ALL ON DATABASE ${name} FROM PUBLIC`,
    `GRANT CONNECT, CREATE ON DATABASE ${name} TO lintel_owner`,
    `GRANT CONNECT ON DATABASE ${name} TO lintel_intake, lintel_workspace, lintel_worker`,
    // BullMQ adds jobs in bulk through temporary tables.
    `GRANT TEMPORARY ON DATABASE ${name} TO lintel_worker`,
  ];
}

/** In other databases nothing keeps a role from what a cluster has once, such as the memory of all locks. */
const NOWHERE_ELSE = ['postgres', 'template1'].map((name) => `REVOKE ALL ON DATABASE ${name} FROM PUBLIC`);

const insideStatements = [
  'REVOKE ALL ON SCHEMA public FROM PUBLIC',
  'GRANT USAGE, CREATE ON SCHEMA public TO lintel_owner',
  'CREATE SCHEMA IF NOT EXISTS queue AUTHORIZATION lintel_worker',
  'REVOKE ALL ON SCHEMA queue FROM PUBLIC',
  // A function is for everybody unless its maker says otherwise: ours says so from the start.
  'ALTER DEFAULT PRIVILEGES FOR ROLE lintel_owner REVOKE EXECUTE ON FUNCTIONS FROM PUBLIC',
  BEHIND_POLICIES,
  ...USHER,
  OWN_LOCKS,
];

/**
 * Makes, or brings up to date, the four login roles, the database and its `queue` schema. Safe to repeat.
 * @param adminUrl a superuser of the cluster, connected to any of its databases.
 */
export async function bootstrapDatabase(adminUrl: string, wanted: Bootstrap): Promise<void> {
  await withClient(adminUrl, async (admin) => {
    for (const statement of [...roleStatements(wanted.passwords), ...OWN_SHARES])
      await admin.query(statement);
    const found = await admin.query('SELECT 1 FROM pg_database WHERE datname = $1', [wanted.database]);
    if (found.rowCount === 0) {
      await admin.query(
        `CREATE DATABASE ${escapeIdentifier(wanted.database)} OWNER lintel_owner
           TEMPLATE template0 ENCODING 'UTF8' LC_COLLATE 'C' LC_CTYPE 'C'`,
      );
    }
    for (const statement of [...databaseGrants(wanted.database), ...settingsHere(wanted.database)])
      await admin.query(statement);
    if (wanted.alone === true) for (const statement of NOWHERE_ELSE) await admin.query(statement);
  });
  const inside = new URL(adminUrl);
  inside.pathname = `/${encodeURIComponent(wanted.database)}`;
  await withClient(inside.href, async (admin) => {
    for (const statement of insideStatements) await admin.query(statement);
  });
}
