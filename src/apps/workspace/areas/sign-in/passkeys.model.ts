import { z } from 'zod';
import type { PasskeyAnswer, PasskeyMade } from '../../../../features/identity';
import { id, moment } from '../../shell/inputs/common';

const base64url = (most: number) =>
  z
    .string()
    .regex(/^[\w-]+$/)
    .max(most);
const transports = z.array(z.string().max(30)).max(10);
const credential = {
  id: base64url(1400),
  rawId: base64url(1400),
  type: z.literal('public-key'),
  authenticatorAttachment: z.enum(['platform', 'cross-platform']).optional(),
  clientExtensionResults: z.record(z.string(), z.unknown()).describe('not read'),
};

/** What a browser gives of a new passkey (WebAuthn Level 3, RegistrationResponseJSON). */
export const passkeyMade = z.strictObject({
  ...credential,
  response: z.strictObject({
    clientDataJSON: base64url(2000),
    attestationObject: base64url(20_000),
    transports: transports.optional(),
    // The same once more, for whoever cannot read the object.
    authenticatorData: base64url(4000).optional(),
    publicKey: base64url(2000).optional(),
    publicKeyAlgorithm: z.number().int().optional(),
  }),
});

/** What a browser gives when a passkey was used (AuthenticationResponseJSON). */
export const passkeyAnswer = z.strictObject({
  ...credential,
  response: z.strictObject({
    clientDataJSON: base64url(2000),
    authenticatorData: base64url(4000),
    signature: base64url(1000),
    userHandle: base64url(100).optional(),
  }),
});

type Made = z.infer<typeof passkeyMade>;
type Answer = z.infer<typeof passkeyAnswer>;

/** As the library has it, whose types know no `undefined`. */
export const asMade = (made: Made): PasskeyMade => made as unknown as PasskeyMade;
export const asAnswer = (answer: Answer): PasskeyAnswer => answer as unknown as PasskeyAnswer;

/** The same in a field of a form, into which the page's script puts it. */
const inField = <Schema extends z.ZodType>(schema: Schema) =>
  z
    .string()
    .max(40_000)
    .transform((text, context): unknown => {
      try {
        return JSON.parse(text);
      } catch {
        context.addIssue({
          code: 'custom',
          message: 'A passkey needs the scripts of this page. Use a code.',
        });
        return z.NEVER;
      }
    })
    .pipe(schema);

export const passkeyName = z
  .string()
  .trim()
  .min(1, 'Give it a name by which you know it again.')
  .max(60, 'Use at most 60 characters.');

export const named = z.strictObject({ name: passkeyName });
export const newPasskey = z.strictObject({ name: passkeyName, passkey: passkeyMade });
export const usedPasskey = z.strictObject({ passkey: passkeyAnswer });
export const newPasskeyForm = z.strictObject({ name: passkeyName, passkey: inField(passkeyMade) });
export const usedPasskeyForm = z.strictObject({ passkey: inField(passkeyAnswer) });

const descriptor = z.strictObject({
  id: z.string(),
  type: z.literal('public-key'),
  transports: z.array(z.string()).optional(),
});

/** PublicKeyCredentialCreationOptionsJSON. */
export const creationOptions = z.strictObject({
  challenge: z.string().describe('base64url; counts once, for five minutes, in this session'),
  rp: z.strictObject({ id: z.string(), name: z.string() }),
  user: z.strictObject({ id: z.string(), name: z.string(), displayName: z.string() }),
  pubKeyCredParams: z.array(z.strictObject({ alg: z.number().int(), type: z.literal('public-key') })),
  timeout: z.number().int(),
  excludeCredentials: z.array(descriptor),
  authenticatorSelection: z.strictObject({ residentKey: z.string(), userVerification: z.string() }),
  attestation: z.string(),
});

/** PublicKeyCredentialRequestOptionsJSON. */
export const requestOptions = z.strictObject({
  challenge: z.string().describe('base64url; counts once, for five minutes, in this session'),
  rpId: z.string(),
  timeout: z.number().int(),
  allowCredentials: z.array(descriptor),
  userVerification: z.string(),
});

export const passkey = z.strictObject({
  id,
  name: z.string(),
  createdAt: moment,
  usedOn: z.iso.date().nullable(),
  copied: z.boolean().describe('its counter went back: it is taken no more'),
});
export const passkeys = z.strictObject({ items: z.array(passkey) });
export const addedPasskey = z.strictObject({
  id,
  recoveryCodes: z.array(z.string()).describe('each works once; shown only here; none where some are left'),
});
