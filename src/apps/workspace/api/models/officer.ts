import { z } from 'zod';
import { PASSWORD_MAX, ROLES, type Officer } from '../../../../features/identity';
import { id, moment } from './common';

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
  email: z.string().trim().pipe(email),
  displayName: z.string().trim().min(2).max(100),
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

export const createdOfficer = officer.extend({
  password: z.string().describe('opens the account once; shown only here'),
});

export const officerView = (row: Officer): z.infer<typeof officer> => ({
  id: row.id,
  email: row.email,
  displayName: row.displayName,
  initials: row.initials,
  role: row.role,
  mustChangePassword: row.mustChangePassword,
});
