import { createHash, randomBytes, randomUUID } from 'node:crypto';
import { initialsOf, type Officer, type Role } from '../../src/features/identity';
import { proofOf } from '../../src/platform/secrets';
import type { Client } from 'pg';
import { randomId, type OfficerId } from '../../src/kernel/ids';
import { actingAs } from '../../src/platform/database';

const hash = (secret: string): Buffer => createHash('sha256').update(secret).digest();

/** The cheapest of argon2id: tests sign in often. */
const CHEAP = '$argon2id$v=19$m=1024,t=1,p=1$';

async function cheaplyStored(password: string): Promise<string> {
  const parameters = CHEAP + randomBytes(16).toString('base64').replaceAll('=', '');
  const kept = createHash('sha256').update(await proofOf(password, parameters));
  return `${parameters}$${kept.digest('base64').replaceAll('=', '')}`;
}

export interface SettledOfficer {
  readonly email: string;
  readonly displayName: string;
  readonly role: Role;
  /** Chosen by the officer, as it were. */
  readonly password: string;
}

/** An officer who has signed in before, as accounts are kept. */
export async function settledOfficer(
  admin: Client,
  { email, displayName, role, password }: SettledOfficer,
): Promise<Officer> {
  const id = randomUUID() as OfficerId;
  const initials = initialsOf(displayName);
  await admin.query(
    `INSERT INTO lintel.officer (id, email, display_name, initials, role, password_hash, must_change_password)
     VALUES ($1, $2, $3, $4, $5, $6, false)`,
    [id, email, displayName, initials, role, await cheaplyStored(password)],
  );
  return { id, email, displayName, initials, role, mustChangePassword: false };
}

/** A sample officer of that role, without a password; gives the id. */
export async function seedOfficer(admin: Client, role = 'investigator'): Promise<OfficerId> {
  const id = randomId<OfficerId>();
  await admin.query(
    `INSERT INTO lintel.officer (id, email, display_name, initials, role) VALUES ($1, $2, 'Sample Officer', 'SO', $3)`,
    [id, `officer-${id}@sample.invalid`, role],
  );
  return id;
}

/** A session of an officer, as a sign-in leaves it, confirmed with all that it asks for; gives its secret. */
export async function officerSession(
  admin: Client,
  officer: string,
  { confirmed = true, fully = confirmed }: { readonly confirmed?: boolean; readonly fully?: boolean } = {},
): Promise<string> {
  const secret = randomBytes(32).toString('base64url');
  await admin.query(
    `INSERT INTO lintel.officer_session
       (id_hash, officer_id, by, family, started_at, expires_at, ends_at, confirmed_until, fully_until, data)
     VALUES ($1, $2, 'password', $3, now(), now() + interval '1 hour', now() + interval '8 hours',
       CASE WHEN $4 THEN now() + interval '10 minutes' END, CASE WHEN $5 THEN now() + interval '10 minutes' END, '{}')`,
    [hash(secret), officer, randomUUID(), confirmed, fully],
  );
  return secret;
}

/** A session of a victim, as link and code leave it, or on the device of an officer; gives its secret. */
export async function victimSession(
  admin: Client,
  invitation: string,
  { assistedBy = null }: { readonly assistedBy?: string | null } = {},
): Promise<string> {
  const secret = randomBytes(32).toString('base64url');
  await admin.query(
    `INSERT INTO lintel.intake_session (id_hash, invitation_id, expires_at, assisted_by)
     VALUES ($1, $2, now() + interval '1 hour', $3)`,
    [hash(secret), invitation, assistedBy],
  );
  return secret;
}

export const asOfficer = <T>(secret: string, work: () => T): T => actingAs({ kind: 'officer', secret }, work);
export const asVictim = <T>(secret: string, work: () => T): T => actingAs({ kind: 'victim', secret }, work);

/** Runs the statements of `work` on one connection in the scope of that session, and takes back what they did. */
export async function inScope<T>(
  client: Client,
  kind: 'officer' | 'victim' | 'recipient',
  secret: string,
  work: () => Promise<T>,
): Promise<T> {
  await client.query('BEGIN');
  try {
    await client.query('SELECT scope.open($1, $2)', [kind, secret]);
    return await work();
  } finally {
    await client.query('ROLLBACK');
  }
}

/** How many rows one statement gives or makes for that officer, or its SQLSTATE; what it makes is taken back. */
export async function outcomeFor(
  { admin, workspace }: { readonly admin: Client; readonly workspace: Client },
  officer: string,
  sql: string,
  values: readonly unknown[] = [],
  choices: { readonly confirmed?: boolean } = {},
): Promise<number | string> {
  const secret = await officerSession(admin, officer, choices);
  return inScope(workspace, 'officer', secret, () =>
    workspace.query(sql, [...values]).then(
      ({ rowCount }) => rowCount ?? 0,
      (error: unknown) => String((error as { code?: string }).code),
    ),
  );
}
