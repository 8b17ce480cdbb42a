import { z } from 'zod';
import {
  ACCOUNT_STATES,
  PASSWORD_MAX,
  ROLES,
  type Account,
  type AccountFilter,
  type Officer,
} from '../../../../features/identity';
import type { OfficerId } from '../../../../kernel/ids';
import { id, moment, pageOf, pageQuery } from './common';

/** An email address as people type it; compared without regard to case. */
const email = z.email().max(254);

export const signIn = z.strictObject({
  email: z.string().trim().min(1).max(254),
  password: z.string().min(1).max(PASSWORD_MAX),
});

/** Of an authenticator app, or a recovery code. */
const code = z.string().trim().min(1, 'Enter the code.').max(40);
const password = z.string().min(1, 'Enter your password.').max(PASSWORD_MAX);

export const apiSignIn = signIn.extend({
  code: code
    .optional()
    .describe('of the authenticator app, or a recovery code; when a second step is set up'),
});
export const typedCode = z.strictObject({ code });
export const confirmation = z.union([z.strictObject({ password }), z.strictObject({ code })]);
export const confirmed = z.strictObject({ confirmedUntil: moment });
export const enrolment = z.strictObject({
  secret: z.string().describe('Base32; shown only until the first code confirms it'),
  uri: z.string().describe('otpauth address for a QR code'),
});
export const recoveryCodes = z.strictObject({
  recoveryCodes: z.array(z.string()).describe('each works once; shown only here'),
});
export const secondFactor = z.strictObject({
  set: z.boolean(),
  codesLeft: z.number().int().describe('recovery codes that have not been used'),
});

export const passwordChange = z.strictObject({
  current: z.string().min(1).max(PASSWORD_MAX),
  wanted: z.string().min(1).max(PASSWORD_MAX),
});

export const newOfficer = z.strictObject({
  displayName: z.string().trim().min(2).max(100),
  email: z.string().trim().pipe(email),
  role: z.enum(ROLES),
});

export const member = z.strictObject({ email: z.string().trim().pipe(email) });

export const officer = z.strictObject({
  id,
  email: z.string(),
  displayName: z.string(),
  initials: z.string(),
  role: z.enum(ROLES),
  mustChangePassword: z.boolean(),
});

export const session = officer.extend({
  signedInBy: z.enum(['password', 'provider']),
  confirmedUntil: moment
    .nullable()
    .describe('until then copies may be taken and bundles sealed and issued; null: confirm first'),
});

export const ownSession = z.strictObject({
  id,
  browser: z.string().nullable(),
  place: z.enum(['this-machine', 'private-network', 'internet']).nullable(),
  startedAt: moment,
  seenAt: moment.describe('of the last request'),
  here: z.boolean().describe('whether it is the one that asks'),
});
export const ownSessions = z.strictObject({ items: z.array(ownSession) });
export const endedSessions = z.strictObject({ ended: z.number().int() });

export const createdOfficer = officer.extend({
  password: z.string().describe('opens the account once; shown only here'),
});

export const oneTimePassword = z.strictObject({
  password: z.string().describe('signs in once; shown only here'),
});

export const officerView = (row: Officer): z.infer<typeof officer> => ({
  id: row.id,
  email: row.email,
  displayName: row.displayName,
  initials: row.initials,
  role: row.role,
  mustChangePassword: row.mustChangePassword,
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
});
export const accountPage = pageOf(account);
export const newRole = z.strictObject({ role: z.enum(ROLES) });

export const accountView = (row: Account): z.infer<typeof account> => ({
  ...officerView(row),
  active: row.active,
  deactivatedAt: row.deactivatedAt?.toISOString() ?? null,
  lockedUntil: row.lockedUntil?.toISOString() ?? null,
  secondStep: row.secondStep,
  ofProvider: row.ofProvider,
  signedInOn: row.signedInOn,
});
