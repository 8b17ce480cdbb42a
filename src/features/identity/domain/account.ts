import type { OfficerId } from '../../../kernel/ids';
import { seenOf, type Seen } from '../../../kernel/seen';
import type { Role } from './officer';
import { may } from './permission';

/** What can be asked of a list of accounts: `active` also holds those that are locked for a while. */
export const ACCOUNT_STATES = ['active', 'inactive', 'locked', 'all'] as const;
export type AccountState = (typeof ACCOUNT_STATES)[number];

/** As far as a change of it depends on it. */
export interface Standing {
  readonly id: OfficerId;
  readonly role: Role;
  readonly active: boolean;
  /** Comes with an account of the force: its groups decide about the role. */
  readonly ofProvider: boolean;
}

export type AccountChange = { readonly active: boolean } | { readonly role: Role };

export type Refusal = 'not-allowed' | 'own-account' | 'role-of-provider';

/** Whether somebody makes and closes accounts: who does so keeps the service from being without anybody who can. */
const keeps = ({ active, role }: Standing): boolean => active && may(role, 'officers');

/**
 * Why a change of an account is refused. Nobody changes their own: not to rise, and not to leave. As the one who acts
 * keeps accounts and stays, there is always one left who can open an account again.
 */
export function refusalOf(by: Standing, of: Standing, change: AccountChange): Refusal | undefined {
  if (!keeps(by)) return 'not-allowed';
  if (by.id === of.id) return 'own-account';
  return 'role' in change && of.ofProvider ? 'role-of-provider' : undefined;
}

/** What a page shows of it before it is changed. */
export const standingSeen = ({ role, active }: Pick<Standing, 'role' | 'active'>): Seen =>
  seenOf([role, active]);

/** Whether it would be as before. */
export const changesNothing = (of: Standing, change: AccountChange): boolean =>
  'role' in change ? of.role === change.role : of.active === change.active;
