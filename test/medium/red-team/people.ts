import { randomBytes, randomUUID } from 'node:crypto';
import type { Client } from 'pg';
import type { Case } from '../../factories/rows';
import { officerSession, victimSession } from '../../factories/acting';
import { wholeCase } from './whole-case';

export type ProcessRole = 'lintel_intake' | 'lintel_workspace' | 'lintel_worker';

/** Who attacks: the database role of the process that was broken into, and how the transaction begins. */
export interface Person {
  readonly role: ProcessRole;
  /** Statements that the attacker runs first; the session's secret, if any, is exchanged by the first. */
  readonly begin: readonly string[];
}

const withSecret = (role: ProcessRole, kind: string, secret: string): Person => ({
  role,
  begin: [`SELECT scope.open('${kind}', '${secret}')`],
});

const setting = (role: ProcessRole, name: string, value: string): Person => ({
  role,
  begin: [`SELECT set_config('${name}', '${value}', true)`],
});

async function officer(admin: Client, role: string): Promise<string> {
  const id = randomUUID();
  await admin.query(
    `INSERT INTO lintel.officer (id, email, display_name, initials, role, password_hash)
     VALUES ($1, $2, 'Sample Officer', 'SO', $3, NULL)`,
    [id, `${id}@sample.invalid`, role],
  );
  return id;
}

async function join(admin: Client, made: Case, id: string, removed = false): Promise<void> {
  await admin.query(
    `INSERT INTO lintel.investigation_member (investigation_id, officer_id, added_by, removed_at)
     VALUES ($1, $2, $3, CASE WHEN $4 THEN now() END)`,
    [made.investigation, id, made.officer, removed],
  );
}

async function emergency(admin: Client, made: Case, id: string, minutes: number): Promise<void> {
  await admin.query(
    `INSERT INTO lintel.emergency_access (id, investigation_id, officer_id, reason, started_at, ends_at)
     VALUES ($1, $2, $3, 'sample', now() - interval '1 hour', now() + make_interval(mins => $4))`,
    [randomUUID(), made.investigation, id, minutes],
  );
}

async function recipient(admin: Client, bundle: string): Promise<string> {
  const secret = randomBytes(32).toString('base64url');
  await admin.query(
    `INSERT INTO lintel.issue_session (id_hash, issue_id, expires_at)
     SELECT sha256(convert_to($1, 'UTF8')), i.id, now() + interval '1 hour' FROM lintel.bundle_issue i WHERE i.id = $2`,
    [secret, bundle],
  );
  return secret;
}

/** A sealed scope of another transaction, as somebody who may read settings could have kept it. */
async function keptScope(admin: Client, secret: string): Promise<string> {
  await admin.query('BEGIN; SET LOCAL SESSION AUTHORIZATION lintel_workspace');
  await admin.query(`SELECT scope.open('officer', '${secret}')`);
  const { rows } = await admin.query<{ kept: string }>(`SELECT current_setting('lintel.scope') AS kept`);
  await admin.query('ROLLBACK');
  return rows[0]?.kept ?? '';
}

/** Everybody who might try something with the rows of `made`. */
export async function people(admin: Client, made: Case): Promise<Readonly<Record<string, Person>>> {
  const officers: Record<string, string> = {};
  for (const role of ['investigator', 'disclosure', 'supervisor', 'auditor', 'coordinator'])
    officers[role] = await officer(admin, role);
  const session = (of: string): Promise<string> => officerSession(admin, officers[of] ?? of);
  const workspace = (secret: string): Person => withSecret('lintel_workspace', 'officer', secret);
  const intake = (secret: string): Person => withSecret('lintel_intake', 'victim', secret);

  const discloser = await officer(admin, 'disclosure');
  const removed = await officer(admin, 'investigator');
  const looking = await officer(admin, 'investigator');
  const late = await officer(admin, 'investigator');
  const disabled = await officer(admin, 'investigator');
  await join(admin, made, discloser);
  await join(admin, made, removed, true);
  await join(admin, made, disabled);
  await emergency(admin, made, looking, 30);
  await emergency(admin, made, late, -1);
  const disabledSession = await session(disabled);
  await admin.query('UPDATE lintel.officer SET disabled_at = now() WHERE id = $1', [disabled]);
  const expired = await session(made.officer);
  await admin.query(
    `UPDATE lintel.officer_session SET expires_at = now() - interval '1 second' WHERE id_hash = sha256(convert_to($1, 'UTF8'))`,
    [expired],
  );
  const other = await wholeCase(admin);
  const memberSecret = await session(made.officer);
  const victimSecret = await victimSession(admin, made.invitation);
  const issue = async (investigation: string): Promise<string> => {
    const { rows } = await admin.query<{ id: string }>(
      'SELECT id FROM lintel.bundle_issue WHERE investigation_id = $1',
      [investigation],
    );
    return rows[0]?.id ?? '';
  };

  const otherPerson = async (): Promise<string> => {
    const { rows } = await admin.query<{ id: string }>(
      `SELECT id FROM lintel.invitation WHERE investigation_id = $1 AND holder <> 'victim'`,
      [made.investigation],
    );
    return rows[0]?.id ?? '';
  };

  return {
    member: workspace(memberSecret),
    'member, not confirmed': workspace(await officerSession(admin, made.officer, { confirmed: false })),
    'disclosure officer, member': workspace(await session(discloser)),
    emergency: workspace(await session(looking)),
    'emergency, over': workspace(await session(late)),
    'member, removed': workspace(await session(removed)),
    'member, account closed': workspace(disabledSession),
    'member, session ended': workspace(expired),
    'other investigator': workspace(await session('investigator')),
    'member of another investigation': workspace(await session(other.officer)),
    'other disclosure officer': workspace(await session('disclosure')),
    supervisor: workspace(await session('supervisor')),
    auditor: workspace(await session('auditor')),
    coordinator: workspace(await session('coordinator')),
    recipient: withSecret(
      'lintel_workspace',
      'recipient',
      await recipient(admin, await issue(made.investigation)),
    ),
    'recipient of another bundle': withSecret(
      'lintel_workspace',
      'recipient',
      await recipient(admin, await issue(other.investigation)),
    ),
    'workspace, nobody': { role: 'lintel_workspace', begin: [] },
    'workspace, forged scope': setting('lintel_workspace', 'lintel.scope', forged(made.officer)),
    'workspace, scope of before': setting(
      'lintel_workspace',
      'lintel.scope',
      await keptScope(admin, memberSecret),
    ),
    'workspace with a victim’s secret': withSecret('lintel_workspace', 'victim', victimSecret),
    'workspace, unknown secret': workspace('no such session'),
    victim: intake(victimSecret),
    'victim, assisted': intake(await victimSession(admin, made.invitation, { assistedBy: made.officer })),
    'another person of the same case': intake(await victimSession(admin, await otherPerson())),
    'victim of another link': intake(await victimSession(admin, other.invitation)),
    'intake, nobody': { role: 'lintel_intake', begin: [] },
    'intake, forged scope': setting('lintel_intake', 'lintel.scope', forged(made.invitation)),
    'intake, setting of old': setting('lintel_intake', 'lintel.invitation', made.invitation),
    'intake with an officer’s secret': withSecret('lintel_intake', 'officer', memberSecret),
    worker: { role: 'lintel_worker', begin: [] },
  };
}

const forged = (id: string): string => `${'0'.repeat(64)}(officer,${id},supervisor,,,,t)`;
