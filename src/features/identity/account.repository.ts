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

export interface EndedAccess {
  readonly id: EmergencyId;
  readonly investigationId: InvestigationId;
}

export interface AccountFilter {
  /** Part of a name or an email address. */
  readonly text?: string | undefined;
  readonly role?: Role | undefined;
  readonly state: AccountState;
  readonly secondStep?: boolean | undefined;
}

const ACCOUNT = `SELECT o.id, o.email, o.display_name AS "displayName", o.initials, o.role,
    o.must_change_password AS "mustChangePassword", o.disabled_at IS NULL AS active, o.of_provider AS "ofProvider",
    o.second_step AS "secondStep", o.locked_until AS "lockedUntil", to_char(o.signed_in_on, 'YYYY-MM-DD') AS "signedInOn",
    o.disabled_at AS "deactivatedAt"
  FROM lintel.account o`;

const IN_STATE: Readonly<Record<AccountState, readonly string[]>> = {
  all: [],
  active: ['o.disabled_at IS NULL'],
  inactive: ['o.disabled_at IS NOT NULL'],
  locked: ['o.disabled_at IS NULL', 'o.locked_until IS NOT NULL'],
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
      ...(secondStep === undefined ? [] : [`${secondStep ? '' : 'NOT '}o.second_step`]),
      ...(text === undefined ? [] : [matches(put(text.toLowerCase()))]),
      ...(after === undefined ? [] : [follows(put(after))]),
    ];
    return tx.query<Account>(
      `${ACCOUNT} WHERE ${['true', ...conditions].join(' AND ')}
        ORDER BY lower(o.display_name), o.id LIMIT $1`,
      values,
    );
  }

  async byId(tx: Transaction, id: OfficerId): Promise<Account | undefined> {
    const [row] = await tx.query<Account>(`${ACCOUNT} WHERE o.id = $1`, [id]);
    return row;
  }

  /** Of whoever acts and another, as they stand, held until the transaction ends: two who close each other's account wait for one another. */
  async hold(tx: Transaction, id: OfficerId): Promise<Standing[]> {
    return tx.query<Standing>('SELECT id, role, active, "ofProvider" FROM lintel.hold_accounts($1)', [id]);
  }

  /** Ends every session of the officer. */
  async setRole(tx: Transaction, id: OfficerId, role: Role): Promise<void> {
    await tx.query<{ set_role: string }>('SELECT lintel.set_role($1, $2)', [id, role]);
  }

  /** The same; gives what the officer had open in an emergency, which has ended. */
  async setActive(tx: Transaction, id: OfficerId, active: boolean): Promise<EndedAccess[]> {
    return tx.query<EndedAccess>(
      'SELECT access AS id, investigation AS "investigationId" FROM lintel.set_active($1, $2)',
      [id, active],
    );
  }
}

const matches = (part: string): string =>
  `(position(${part} in lower(o.display_name)) > 0 OR position(${part} in o.email) > 0)`;

const follows = (last: string): string =>
  `(lower(o.display_name), o.id) > (SELECT lower(l.display_name), l.id FROM lintel.account l WHERE l.id = ${last})`;
