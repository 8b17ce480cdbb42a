import { Injectable } from '@nestjs/common';
import type { OfficerId } from '../../kernel/ids';
import type { Transaction } from '../../platform/database';
import type { Officer, Role } from './domain/officer';

export interface OfficerCredentials extends Officer {
  /** Null for an officer of a provider. */
  readonly passwordHash: string | null;
  readonly failedAttempts: number;
  /** Disabled, or locked until later. */
  readonly barred: boolean;
}

const PUBLIC = `id, email, display_name AS "displayName", initials, role, must_change_password AS "mustChangePassword"`;
const CREDENTIALS = `SELECT ${PUBLIC}, password_hash AS "passwordHash", failed_attempts AS "failedAttempts",
  disabled_at IS NOT NULL OR coalesce(locked_until > now(), false) AS barred FROM lintel.officer`;

@Injectable()
export class OfficerRepository {
  /** `false` when the email address is taken. */
  async insert(tx: Transaction, officer: Officer, passwordHash: string | null): Promise<boolean> {
    const rows = await tx.query(
      `INSERT INTO lintel.officer (id, email, display_name, initials, role, must_change_password, password_hash)
       VALUES ($1, $2, $3, $4, $5, $6, $7) ON CONFLICT (email) DO NOTHING RETURNING id`,
      [
        officer.id,
        officer.email,
        officer.displayName,
        officer.initials,
        officer.role,
        officer.mustChangePassword,
        passwordHash,
      ],
    );
    return rows.length === 1;
  }

  async byId(tx: Transaction, id: OfficerId): Promise<Officer | undefined> {
    const [row] = await tx.query<Officer>(
      `SELECT ${PUBLIC} FROM lintel.officer WHERE id = $1 AND disabled_at IS NULL`,
      [id],
    );
    return row;
  }

  async byEmail(tx: Transaction, email: string): Promise<Officer | undefined> {
    const [row] = await tx.query<Officer>(
      `SELECT ${PUBLIC} FROM lintel.officer WHERE email = $1 AND disabled_at IS NULL`,
      [email],
    );
    return row;
  }

  /** Also of officers who have left: what they did keeps their name. */
  async names(tx: Transaction, ids: readonly string[]): Promise<{ id: OfficerId; displayName: string }[]> {
    return tx.query(
      'SELECT id, display_name AS "displayName" FROM lintel.officer WHERE id::text = ANY($1::text[])',
      [ids],
    );
  }

  /** Locks the row, so that guesses made side by side are counted one by one. */
  async credentials(tx: Transaction, email: string): Promise<OfficerCredentials | undefined> {
    const [row] = await tx.query<OfficerCredentials>(`${CREDENTIALS} WHERE email = $1 FOR UPDATE`, [email]);
    return row;
  }

  /** The same. */
  async credentialsById(tx: Transaction, id: OfficerId): Promise<OfficerCredentials | undefined> {
    const [row] = await tx.query<OfficerCredentials>(`${CREDENTIALS} WHERE id = $1 FOR UPDATE`, [id]);
    return row;
  }

  async countFailure(tx: Transaction, id: OfficerId, lockMinutes: number | undefined): Promise<void> {
    await tx.query(
      `UPDATE lintel.officer SET failed_attempts = CASE WHEN $2::int IS NULL THEN failed_attempts + 1 ELSE 0 END,
              locked_until = now() + make_interval(mins => $2) WHERE id = $1`,
      [id, lockMinutes ?? null],
    );
  }

  async clearFailures(tx: Transaction, id: OfficerId): Promise<void> {
    await tx.query('UPDATE lintel.officer SET failed_attempts = 0, locked_until = NULL WHERE id = $1', [id]);
  }

  /** Keeps the day of it, as the clocks in Britain have it. */
  async signedIn(tx: Transaction, id: OfficerId): Promise<void> {
    await tx.query(
      `UPDATE lintel.officer SET signed_in_on = (now() AT TIME ZONE 'Europe/London')::date WHERE id = $1`,
      [id],
    );
  }

  async setPassword(tx: Transaction, id: OfficerId, passwordHash: string): Promise<void> {
    await tx.query(
      'UPDATE lintel.officer SET password_hash = $2, must_change_password = false WHERE id = $1',
      [id, passwordHash],
    );
  }

  async setRole(tx: Transaction, id: OfficerId, role: Role): Promise<void> {
    await tx.query('UPDATE lintel.officer SET role = $2 WHERE id = $1', [id, role]);
  }

  /** The officer who is this person at a provider, disabled or not. */
  async ofIdentity(
    tx: Transaction,
    issuer: string,
    subject: string,
  ): Promise<OfficerCredentials | undefined> {
    const [row] = await tx.query<{ officerId: OfficerId }>(
      'SELECT officer_id AS "officerId" FROM lintel.officer_identity WHERE issuer = $1 AND subject = $2',
      [issuer, subject],
    );
    return row === undefined ? undefined : this.credentialsById(tx, row.officerId);
  }

  async linkIdentity(tx: Transaction, id: OfficerId, issuer: string, subject: string): Promise<void> {
    await tx.query('INSERT INTO lintel.officer_identity (issuer, subject, officer_id) VALUES ($1, $2, $3)', [
      issuer,
      subject,
      id,
    ]);
  }

  async reset(tx: Transaction, id: OfficerId, passwordHash: string): Promise<void> {
    await tx.query(
      `UPDATE lintel.officer SET password_hash = $2, must_change_password = true, failed_attempts = 0, locked_until = NULL
        WHERE id = $1`,
      [id, passwordHash],
    );
    for (const table of ['recovery_code', 'officer_totp'])
      await tx.query(`DELETE FROM lintel.${table} WHERE officer_id = $1`, [id]);
    await this.endSessions(tx, id);
  }

  /** All of them, also one that still waits for its second step. What plays under one ends within a second. */
  async endSessions(tx: Transaction, id: OfficerId): Promise<void> {
    await tx.query(
      `DELETE FROM lintel.workspace_session
        WHERE sess ->> 'officerId' = $1 OR sess #>> '{secondStep,officerId}' = $1 RETURNING sid`,
      [id],
    );
  }

  async count(tx: Transaction): Promise<number> {
    const [row] = await tx.query<{ count: number }>('SELECT count(*)::int AS count FROM lintel.officer');
    return row?.count ?? 0;
  }
}
