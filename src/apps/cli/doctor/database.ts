import type { Config } from '../../../config';
import { skewOf } from '../../../kernel/clock';
import { LiveClient, LOCKS_OPEN, PLANS_LEAK, refuseUnfit, schemaStanding } from '../../../platform/database';
import { runningPort } from '../../../platform/database/embedded';
import { databaseRefusal } from '../database-refusal';
import { embeddedUrls, externalUrls, type RoleUrls } from '../urls';
import { readSecrets } from '../home';
import { fine, problem, reason, type Finding } from './finding';

const ROLES = ['owner', 'intake', 'workspace', 'worker'] as const;
type Role = (typeof ROLES)[number];

/** custody.append refuses a clock that is further off. */
const MAX_SKEW_MS = 5_000;

interface Facts {
  readonly role: string;
  readonly mighty: boolean;
  /** Tables of the log that this role could change by hand. */
  readonly writable: string[];
  /** Tables that show every row to their owner. */
  readonly open: string[];
  /** The server's log names rows, statements or values of this role. */
  readonly talkative: boolean;
  /** A plan of this role's would tell words of rows that no policy shows. */
  readonly leaking: boolean;
  /** Whoever broke into a process that faces people could stop the others by a lock. */
  readonly locking: boolean;
  readonly now: Date;
}

const FACTS = `
  WITH ours AS (
    SELECT c.oid, n.nspname, c.oid::regclass::text AS name, c.relforcerowsecurity
    FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
    WHERE c.relkind IN ('r', 'p') AND n.nspname IN ('lintel', 'custody'))
  SELECT current_user AS role, clock_timestamp() AS now,
    current_setting('log_error_verbosity') <> 'terse' OR current_setting('log_min_error_statement') <> 'panic'
      OR current_setting('log_parameter_max_length') <> '0' OR current_setting('log_parameter_max_length_on_error') <> '0' AS talkative,
    ${PLANS_LEAK} AS leaking,
    ${LOCKS_OPEN} AS locking,
    (SELECT rolsuper OR rolbypassrls OR rolcreaterole FROM pg_roles WHERE rolname = current_user) AS mighty,
    (SELECT coalesce(array_agg(name), '{}') FROM ours WHERE nspname = 'custody'
       AND has_table_privilege(oid, 'INSERT, UPDATE, DELETE, TRUNCATE')) AS writable,
    (SELECT coalesce(array_agg(name), '{}') FROM ours WHERE NOT relforcerowsecurity) AS open`;

function judge(role: Role, facts: Facts): Finding[] {
  const what = `database as ${role}`;
  const found: Finding[] = [];
  if (facts.role !== `lintel_${role}`) {
    found.push(problem(what, `signs in as ${facts.role}`, `use the role lintel_${role} in its URL`));
  }
  if (facts.mighty) {
    found.push(
      problem(what, 'has rights over the whole server', 'run lintel db-init, which takes them away'),
    );
  }
  if (facts.talkative) {
    found.push(
      problem(
        what,
        'PostgreSQL would write what people typed into its log',
        'run lintel db-init, which forbids it',
      ),
    );
  }
  if (facts.leaking) {
    found.push(
      problem(
        what,
        'EXPLAIN would tell words of rows that are not shown',
        'run lintel db-init, which keeps them behind the policies',
      ),
    );
  }
  if (facts.locking) {
    found.push(
      problem(
        what,
        'one process could stop the others: by locks, or by taking all connections or the disk',
        'run lintel db-init, which closes them',
      ),
    );
  }
  if (role !== 'owner' && facts.writable.length > 0) {
    found.push(
      problem(what, `could change ${facts.writable.join(', ')}`, 'revoke that, and run lintel verify --live'),
    );
  }
  if (role === 'owner' && facts.open.length > 0) {
    found.push(problem(what, `no forced row security on ${facts.open.join(', ')}`, 'run lintel migrate'));
  }
  return found.length > 0 ? found : [fine(what, 'reachable, with its own rights alone')];
}

function judgeClock(skew: number): Finding {
  const found = `${(skew / 1000).toFixed(1)} s from the database's`;
  return skew <= MAX_SKEW_MS
    ? fine('clock', found)
    : problem('clock', found, 'set both by NTP: events are refused beyond 5 s');
}

/** Whether this program and the tables are made for each other. */
async function tables(url: string): Promise<Finding> {
  const standing = await schemaStanding(url);
  try {
    refuseUnfit(standing);
  } catch (error) {
    const mend = standing.missing.length > 0 ? 'run lintel migrate' : 'run the newer version';
    return problem('tables', reason(error), mend);
  }
  const { length } = standing.unknown;
  return fine(
    'tables',
    length === 0 ? 'those of this version' : `with ${length} addition(s) of a newer version`,
  );
}

async function ask(url: string): Promise<{ readonly facts: Facts; readonly skew: number }> {
  const client = new LiveClient({ connectionString: url, connectionTimeoutMillis: 5_000 });
  await client.connect();
  try {
    const asked = Date.now();
    const { rows } = await client.query<Facts>(FACTS);
    const [facts] = rows;
    if (facts === undefined) throw new Error('the database gave no answer');
    return { facts, skew: skewOf(facts.now, asked, Date.now()) };
  } finally {
    await client.end();
  }
}

/** Where the database is that runs now; nothing while the embedded one rests. */
export async function urlsOf(config: Config): Promise<RoleUrls | undefined> {
  if (config.database.ownerUrl !== undefined) return externalUrls(config);
  const [port, secrets] = [await runningPort(config.home), await readSecrets(config.home)];
  return port === undefined || secrets === undefined ? undefined : embeddedUrls(port, secrets);
}

/** PostgreSQL lets each role set its own password, and no right takes that away. */
const mendOf = (error: unknown): string =>
  (error as { code?: unknown }).code === '28P01'
    ? 'check the password in its URL; where nobody changed it, an intruder inside that process did: stop it, then run lintel db-init, which sets it again'
    : 'check its URL and the server';

/** Each role: can it be reached, and has it no right too many; and the two clocks. */
export async function databases(config: Config): Promise<Finding[]> {
  const urls = await urlsOf(config);
  if (urls === undefined) return [fine('database', 'the embedded one, which runs while Lintel runs')];
  const findings: Finding[] = [];
  for (const role of ROLES) {
    try {
      const { facts, skew } = await ask(urls[role]);
      findings.push(...judge(role, facts));
      if (role === 'owner') findings.push(judgeClock(skew), await tables(urls[role]));
    } catch (error) {
      const known = databaseRefusal(error, urls[role]);
      findings.push(problem(`database as ${role}`, known?.message ?? reason(error), mendOf(error)));
    }
  }
  return findings;
}
