import { z } from 'zod';
import { PASSWORD_MAX } from '../../../../features/identity';
import { usedPasskey } from './passkeys.model';
import { id, moment } from '../../shell/inputs/common';
import { officer } from '../../shell/people/people.model';

export const signIn = z.strictObject({
  email: z.string().trim().min(1).max(254),
  password: z.string().min(1).max(PASSWORD_MAX),
});

/** Of an authenticator app, or a recovery code. */
const code = z.string().trim().min(1, 'Enter the code.').max(60);
const password = z.string().min(1, 'Enter your password.').max(PASSWORD_MAX);

export const apiSignIn = signIn.extend({
  code: code
    .optional()
    .describe('of the authenticator app, or a recovery code; when a second step is set up'),
});

export const typedCode = z.strictObject({ code });
export const typedConfirmation = z.union([z.strictObject({ password }), z.strictObject({ code })]);
/** All that signing in asks for, where there is a second step. */
export const fullConfirmation = z.strictObject({ password, code });
export const confirmation = z.union([
  z.strictObject({ password }),
  z.strictObject({ code }),
  fullConfirmation,
  usedPasskey,
]);
export const confirmed = z.strictObject({ confirmedUntil: moment });
export const enrolment = z.strictObject({
  secret: z.string().describe('Base32; shown only until the first code confirms it'),
  uri: z.string().describe('otpauth address for a QR code'),
});

export const recoveryCodes = z.strictObject({
  recoveryCodes: z.array(z.string()).describe('each works once; shown only here'),
});

export const secondFactor = z.strictObject({
  set: z.boolean().describe('whether there is one of any kind'),
  app: z.boolean().describe('an authenticator app'),
  passkeys: z.number().int(),
  codesLeft: z.number().int().describe('recovery codes that have not been used'),
});

export const passwordChange = z.strictObject({
  current: z.string().min(1).max(PASSWORD_MAX),
  wanted: z.string().min(1).max(PASSWORD_MAX),
});

export const session = officer.extend({
  signedInBy: z.enum(['password', 'provider']),
  confirmedUntil: moment
    .nullable()
    .describe('until then copies may be taken and bundles sealed and issued; null: confirm first'),
});

export const stillSignedIn = officer.pick({ id: true });

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
