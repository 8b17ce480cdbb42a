import { Injectable } from '@nestjs/common';
import type { EmergencyId, InvestigationId, OfficerId } from '../../kernel/ids';
import type { Transaction } from '../../platform/database';
import type { AccountState, Standing } from './domain/account';
import type { Officer, Role } from './domain/officer';

/** An officer's account, for whoever looks after accounts. */
export interface Account extends Officer, Standing {
  readonly secondStep: boolean;
  /** After too many wrong passwords; null when it is not. */
  readonly lockedUntil: Date | null;
  /** ISO date of the last sign-in; null before the first. */
  readonly signedInOn: string | null;
  readonly deactivatedAt: Date | null;
}

export interface AccountFilter {
  /** Part of a name or an email address. */
  readonly text?: string | undefined;
  readonly role?: Role | undefined;
  readonly state: AccountState;
  readonly secondStep?: boolean | undefined;
}

const SECOND_STEP = `EXISTS (SELECT FROM lintel.officer_totp t WHERE t.officer_id = o.id AND t.confirmed_at IS NOT NULL)`;
const LOCKED = 'coalesce(o.locked_until > now(), false)';
const STANDING = `o.id, o.role, o.disabled_at IS NULL AS active,
  EXISTS (SELECT FROM lintel.officer_identity p WHERE p.officer_id = o.id) AS "ofProvider"`;
const ACCOUNT = `${STANDING}, o.email, o.display_name AS "displayName", o.initials,
  o.must_change_password AS "mustChangePassword", ${SECOND_STEP} AS "secondStep",
  CASE WHEN ${LOCKED} THEN o.locked_until END AS "lockedUntil",
  to_char(o.signed_in_on, 'YYYY-MM-DD') AS "signedInOn", o.disabled_at AS "deactivatedAt"`;

const IN_STATE: Readonly<Record<AccountState, readonly string[]>> = {
  all: [],
  active: ['o.disabled_at IS NULL'],
  inactive: ['o.disabled_at IS NOT NULL'],
  locked: ['o.disabled_at IS NULL', LOCKED],
};

@Injectable()
export class AccountRepository {
  /** By name. Every condition that is not asked for is left out. `after` is the last one of the page before. */
  async list(tx: Transaction, filter: AccountFilter, limit: number, after?: OfficerId): Promise<Account[]> {
    const values: unknown[] = [limit];
    const put = (value: unknown): string => `$${values.push(value)}`;
    const { text, role, state, secondStep } = filter;
    const conditions = [
      ...IN_STATE[state],
      ...(role === undefined ? [] : [`o.role = ${put(role)}`]),
      ...(secondStep === undefined ? [] : [secondStep ? SECOND_STEP : `NOT ${SECOND_STEP}`]),
      ...(text === undefined ? [] : [matches(put(text.toLowerCase()))]),
      ...(after === undefined ? [] : [follows(put(after))]),
    ];
    return tx.query<Account>(
      `SELECT ${ACCOUNT} FROM lintel.officer o WHERE ${['true', ...conditions].join(' AND ')}
        ORDER BY lower(o.display_name), o.id LIMIT $1`,
      values,
    );
  }

  async byId(tx: Transaction, id: OfficerId): Promise<Account | undefined> {
    const [row] = await tx.query<Account>(`SELECT ${ACCOUNT} FROM lintel.officer o WHERE o.id = $1`, [id]);
    return row;
  }

  /** Both as they stand, held until the transaction ends: two who close each other's account wait for one another. */
  async hold(tx: Transaction, ids: readonly OfficerId[]): Promise<Standing[]> {
    return tx.query<Standing>(
      `SELECT ${STANDING} FROM lintel.officer o WHERE o.id = ANY ($1::uuid[]) ORDER BY o.id FOR NO KEY UPDATE`,
      [ids],
    );
  }

  async setActive(tx: Transaction, id: OfficerId, active: boolean): Promise<void> {
    await tx.query(
      'UPDATE lintel.officer SET disabled_at = CASE WHEN NOT $2::boolean THEN now() END WHERE id = $1',
      [id, active],
    );
  }

  /** What the officer has open in an emergency ends now. */
  async endEmergencies(
    tx: Transaction,
    id: OfficerId,
    by: OfficerId,
  ): Promise<{ readonly id: EmergencyId; readonly investigationId: InvestigationId }[]> {
    return tx.query(
      `UPDATE lintel.emergency_access SET ended_at = now(), ended_by = $2
        WHERE officer_id = $1 AND ended_at IS NULL AND ends_at > now()
        RETURNING id, investigation_id AS "investigationId"`,
      [id, by],
    );
  }
}

const matches = (part: string): string =>
  `(position(${part} in lower(o.display_name)) > 0 OR position(${part} in o.email) > 0)`;

const follows = (last: string): string =>
  `(lower(o.display_name), o.id) > (SELECT lower(l.display_name), l.id FROM lintel.officer l WHERE l.id = ${last})`;
