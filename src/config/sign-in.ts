import { z } from 'zod';
import { flag, list, positive, url } from './shapes';

/** Words with commas between, and no spaces. */
const words = z
  .string()
  .regex(/^([^\s,]+(,[^\s,]+)*)?$/, 'are words with commas between, without spaces')
  .default('');

/** How officers sign in: by this service, by the force's provider, or both. */
export const signInSettings = {
  /** Email address and password of this service; without it only the provider below lets officers in. */
  LOCAL_SIGN_IN: flag.default(true),
  /** Names of the force and its places, with commas between: no password is made of them. */
  PASSWORD_WORDS: z.string().max(1000).default(''),
  /** Whether every local officer needs a second step, an app (RFC 6238) or a passkey, beside the password. Default: in production. */
  TOTP_REQUIRED: flag.optional(),
  /** The name that passkeys are made for: the host of WORKSPACE_PUBLIC_URL, which is the default, or a domain above it. */
  PASSKEY_RP_ID: z
    .string()
    .regex(/^([a-z0-9-]+\.)*[a-z0-9-]+$/)
    .optional(),
  /** How long a one-time password works, once. */
  ONE_TIME_PASSWORD_HOURS: positive.max(7 * 24).default(24),
  /** After too many wrong answers nothing more is taken for so long. */
  SIGN_IN_HOLD_MINUTES: positive.max(24 * 60).default(15),
  /** An OpenID Connect provider of the force; its discovery document lies below this address. */
  OIDC_ISSUER: url.optional(),
  OIDC_CLIENT_ID: z.string().min(1).optional(),
  /** Without it this service is a public client (PKCE is used in any case). */
  OIDC_CLIENT_SECRET: z.string().min(1).optional(),
  OIDC_SCOPE: z
    .string()
    .regex(/(^| )openid( |$)/, 'needs the scope openid')
    .default('openid profile email'),
  /** On the button of the sign-in page. */
  OIDC_LABEL: z.string().min(1).max(60).default('Sign in with your force account'),
  /** The claim that names groups or roles, and which of them is which role here: `lintel-oic=investigator,...`. */
  OIDC_ROLE_CLAIM: z.string().min(1).default('roles'),
  OIDC_ROLES: z
    .string()
    .regex(/^([^=,]+=(investigator|disclosure|supervisor|auditor|coordinator)(,|$))*$/)
    .default(''),
  /** Contexts (`acr`) with commas between, of which the provider is asked for one and must say one: how surely it asked the person. */
  OIDC_ACR_VALUES: words,
  /** Methods (`amr`, RFC 8176) with commas between, such as `mfa,hwk`, of which the provider must say one; without it nobody comes in. */
  OIDC_AMR: words,
  /** Whether a verified address at the provider may take over the local account with the same address. */
  OIDC_LINK_BY_EMAIL: flag.default(false),
};

type SignInEnvironment = z.infer<z.ZodObject<typeof signInSettings>>;

/** What single settings cannot say: which of them need each other. */
export function checkSignIn(
  env: SignInEnvironment & { readonly NODE_ENV: string; readonly WORKSPACE_PUBLIC_URL?: string | undefined },
  context: z.RefinementCtx,
): void {
  const lacks = (path: string, message: string): void =>
    context.addIssue({ code: 'custom', path: [path], message });
  if (!env.LOCAL_SIGN_IN && env.OIDC_ISSUER === undefined)
    lacks('LOCAL_SIGN_IN', 'nobody could sign in without OIDC_ISSUER');
  const host =
    env.WORKSPACE_PUBLIC_URL === undefined ? undefined : new URL(env.WORKSPACE_PUBLIC_URL).hostname;
  if (
    env.PASSKEY_RP_ID !== undefined &&
    !(host === env.PASSKEY_RP_ID || host?.endsWith(`.${env.PASSKEY_RP_ID}`))
  )
    lacks('PASSKEY_RP_ID', 'must be the host of WORKSPACE_PUBLIC_URL or a domain above it');
  if (env.OIDC_ISSUER === undefined) return;
  if (env.OIDC_CLIENT_ID === undefined) lacks('OIDC_CLIENT_ID', 'is needed with OIDC_ISSUER');
  if (env.OIDC_ROLES === '') lacks('OIDC_ROLES', 'is needed with OIDC_ISSUER: without it nobody has a role');
  if (env.NODE_ENV === 'production' && !env.OIDC_ISSUER.startsWith('https:'))
    lacks('OIDC_ISSUER', 'must be an https address in production');
}

/** `a=b,c=d` as pairs. */
const pairs = (text: string): [string, string][] =>
  list(text).map((part) => part.split('=') as [string, string]);

/** Whether browsers make passkeys for it: for a name, never for an address of a network. */
const isName = (host: string): boolean => /[a-z]/.test(host) && !host.includes(':');

/** For which name and from which pages passkeys count; undefined where the service is reached by an address alone. */
function passkeysOf(
  rpId: string | undefined,
  publicUrl: string,
): { rpId: string; origin: string } | undefined {
  const { hostname, origin } = new URL(publicUrl);
  return isName(hostname) ? { rpId: rpId ?? hostname, origin } : undefined;
}

export const signInOf = (env: SignInEnvironment, production: boolean, publicUrl: string) => ({
  local: env.LOCAL_SIGN_IN,
  passkeys: passkeysOf(env.PASSKEY_RP_ID, publicUrl),
  passwordWords: list(env.PASSWORD_WORDS),
  totpRequired: env.TOTP_REQUIRED ?? production,
  oneTimeHours: env.ONE_TIME_PASSWORD_HOURS,
  holdMinutes: env.SIGN_IN_HOLD_MINUTES,
  oidc:
    env.OIDC_ISSUER === undefined
      ? undefined
      : {
          issuer: env.OIDC_ISSUER,
          clientId: env.OIDC_CLIENT_ID ?? '',
          clientSecret: env.OIDC_CLIENT_SECRET,
          scope: env.OIDC_SCOPE,
          label: env.OIDC_LABEL,
          roleClaim: env.OIDC_ROLE_CLAIM,
          roles: new Map(pairs(env.OIDC_ROLES)),
          acrValues: list(env.OIDC_ACR_VALUES),
          amr: list(env.OIDC_AMR),
          linkByEmail: env.OIDC_LINK_BY_EMAIL,
        },
});
