import { Injectable } from '@nestjs/common';
import { CustodyLog, investigationSubject, SERVICE_SUBJECT } from '../../custody';
import { NotFound } from '../../kernel/errors';
import type { OfficerId } from '../../kernel/ids';
import { requireSeen, type Seen } from '../../kernel/seen';
import { Database, type Transaction } from '../../platform/database';
import { AccountRepository, type Account, type AccountFilter } from './account.repository';
import { changesNothing, refusalOf, standingSeen, type AccountChange, type Standing } from './domain/account';
import type { Role } from './domain/officer';
import { AccountNotChangeable, NoLongerAllowed } from './identity.errors';

const REFUSALS = {
  'own-account': 'Nobody changes the role of their own account or closes it. Ask another supervisor.',
  'role-of-provider': 'The role of this officer comes with the force’s account. It is changed there.',
} as const;

/** Looking after the accounts of officers: seeing them all, closing and opening one, changing a role. */
@Injectable()
export class Accounts {
  constructor(
    private readonly database: Database,
    private readonly accounts: AccountRepository,
    private readonly custody: CustodyLog,
  ) {}

  /** By name. */
  async list(filter: AccountFilter, limit: number, after?: OfficerId): Promise<Account[]> {
    return this.database.transaction((tx) => this.accounts.list(tx, filter, limit, after));
  }

  /** Also one that is closed. @throws NotFound */
  async get(id: OfficerId): Promise<Account> {
    const found = await this.database.transaction((tx) => this.accounts.byId(tx, id));
    if (found === undefined) throw new NotFound('The officer');
    return found;
  }

  /** Takes away all access at once, also in an emergency; again changes nothing. @throws NotFound, AccountNotChangeable, NoLongerAllowed */
  async deactivate(by: OfficerId, id: OfficerId): Promise<void> {
    await this.change(by, id, { active: false });
  }

  /** Opens the account again, with the role and the teams that it had. The same. */
  async activate(by: OfficerId, id: OfficerId): Promise<void> {
    await this.change(by, id, { active: true });
  }

  /** Whoever is signed in under the old role is signed out; `seen` is the standing that was shown. The same, and ChangedMeanwhile. */
  async changeRole(by: OfficerId, id: OfficerId, role: Role, seen?: Seen): Promise<void> {
    await this.change(by, id, { role }, seen);
  }

  private async change(by: OfficerId, id: OfficerId, change: AccountChange, seen?: Seen): Promise<void> {
    await this.database.transaction(async (tx) => {
      const { own, of } = await this.held(tx, by, id);
      const refusal = refusalOf(own, of, change);
      if (refusal === 'not-allowed') throw new NoLongerAllowed();
      if (refusal !== undefined) throw new AccountNotChangeable(refusal, REFUSALS[refusal]);
      requireSeen(standingSeen(of), seen, 'the role of this officer, or closed or opened the account');
      if (changesNothing(of, change)) return;
      const ended = 'role' in change ? [] : await this.accounts.setActive(tx, id, change.active);
      if ('role' in change) await this.accounts.setRole(tx, id, change.role);
      for (const access of ended)
        await this.custody.append(tx, {
          type: 'broken-glass-ended',
          subject: investigationSubject(access.investigationId),
          investigation: access.investigationId,
          detail: { access: access.id },
        });
      const detail = 'role' in change ? { from: of.role, role: change.role } : { active: change.active };
      await this.custody.append(tx, {
        type: 'officer-changed',
        subject: SERVICE_SUBJECT,
        detail: { officer: id, ...detail },
      });
    });
  }

  private async held(
    tx: Transaction,
    by: OfficerId,
    id: OfficerId,
  ): Promise<{ own: Standing; of: Standing }> {
    const rows = await this.accounts.hold(tx, id);
    const [own, of] = [by, id].map((wanted) => rows.find((row) => row.id === wanted));
    if (own === undefined || of === undefined) throw new NotFound('The officer');
    return { own, of };
  }
}
