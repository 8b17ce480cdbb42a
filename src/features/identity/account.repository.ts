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

const FIELDS = `a.id, a.email, a.display_name AS "displayName", a.initials, a.role,
    a.must_change_password AS "mustChangePassword", a.disabled_at IS NULL AS active, a.of_provider AS "ofProvider",
    a.locked_until AS "lockedUntil", to_char(a.signed_in_on, 'YYYY-MM-DD') AS "signedInOn",
    a.disabled_at AS "deactivatedAt"`;

interface StateFilter {
  readonly active: boolean | null;
  readonly locked: boolean | null;
}
const IN_STATE: Readonly<Record<AccountState, StateFilter>> = {
  all: { active: null, locked: null },
  active: { active: true, locked: null },
  inactive: { active: false, locked: null },
  locked: { active: true, locked: true },
};

@Injectable()
export class AccountRepository {
  /** By name, for supervisors. Every condition that is not asked for is left out. `after` is the last one of the page before. */
  async list(tx: Transaction, filter: AccountFilter, limit: number, after?: OfficerId): Promise<Account[]> {
    const { text, role, state, secondStep } = filter;
    const { active, locked } = IN_STATE[state];
    return tx.query<Account>(
      `SELECT ${FIELDS}, a.has_second_step AS "secondStep" FROM lintel.list_accounts($1, $2, $3, $4, $5, $6, $7) a`,
      [text?.toLowerCase() ?? null, role ?? null, active, locked, secondStep ?? null, after ?? null, limit],
    );
  }

  async byId(tx: Transaction, id: OfficerId): Promise<Account | undefined> {
    const [row] = await tx.query<Account>(
      `SELECT ${FIELDS}, a.second_step AS "secondStep" FROM lintel.account a WHERE a.id = $1`,
      [id],
    );
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
