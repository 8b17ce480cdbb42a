import { z } from 'zod';
import {
  ACCOUNT_STATES,
  ROLES,
  standingSeen,
  type Account,
  type AccountFilter,
} from '../../../../features/identity';
import {
  lineText,
  moment,
  pageOf,
  pageQuery,
  seenField,
  seenThere,
  seenView,
} from '../../shell/inputs/common';
import type { OfficerId } from '../../../../kernel/ids';
import { email, officer, officerView } from '../../shell/people/people.model';

export const newOfficer = z.strictObject({
  displayName: lineText().min(2).max(100),
  email: z.string().trim().pipe(email),
  role: z.enum(ROLES),
});

export const createdOfficer = officer.extend({
  password: z.string().describe('opens the account once; shown only here'),
});

export const oneTimePassword = z.strictObject({
  password: z.string().describe('signs in once; shown only here'),
});

/** What the list of officers is searched by; what is empty does not count. */
export const accountFilter = z.strictObject({
  q: z.string().trim().max(100).default('').describe('part of a name or an email address'),
  role: z.enum(['', ...ROLES]).default(''),
  state: z
    .enum(ACCOUNT_STATES)
    .default('all')
    .describe('`active` includes those that are locked for a while'),
  secondStep: z.enum(['', 'set', 'missing']).default(''),
});

export const accountQuery = pageQuery<OfficerId>().extend(accountFilter.shape);
export const accountFilterOf = ({
  q,
  role,
  state,
  secondStep,
}: z.infer<typeof accountFilter>): AccountFilter => ({
  text: q === '' ? undefined : q,
  role: role === '' ? undefined : role,
  state,
  secondStep: secondStep === '' ? undefined : secondStep === 'set',
});

export const account = officer.extend({
  active: z.boolean(),
  deactivatedAt: moment.nullable(),
  lockedUntil: moment.nullable().describe('after too many wrong passwords'),
  secondStep: z.boolean(),
  ofProvider: z.boolean().describe('comes with an account of the force, which decides about the role'),
  signedInOn: z.iso.date().nullable().describe('day of the last sign-in'),
  seen: seenView,
});

export const accountPage = pageOf(account);
export const newRole = z.strictObject({ role: z.enum(ROLES) });
/** Of a program: with what it read. */
export const newRoleSent = newRole.extend({ seen: seenThere });
/** Of a page: with what it showed. */
export const newRoleTyped = newRole.extend({ seen: seenField });
export const accountView = (row: Account): z.infer<typeof account> => ({
  ...officerView(row),
  active: row.active,
  deactivatedAt: row.deactivatedAt?.toISOString() ?? null,
  lockedUntil: row.lockedUntil?.toISOString() ?? null,
  secondStep: row.secondStep,
  ofProvider: row.ofProvider,
  signedInOn: row.signedInOn,
  seen: standingSeen(row),
});
