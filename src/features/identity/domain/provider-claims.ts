import { ROLES, type Role } from './officer';

/** Who somebody is at the force's provider, as far as it matters here. */
export interface ProviderPerson {
  readonly issuer: string;
  readonly subject: string;
  /** Only when the provider says that it has been verified. */
  readonly verifiedEmail: string | undefined;
  readonly email: string | undefined;
  readonly displayName: string | undefined;
  /** Undefined when none of the groups is a role here. */
  readonly role: Role | undefined;
  /** Whether the provider says that it asked the person as surely as it must. */
  readonly sure: boolean;
  /** When the person last proved who they are to the provider; undefined when it does not say. */
  readonly authenticatedAt: Date | undefined;
}

const text = (value: unknown): string | undefined =>
  typeof value === 'string' && value.trim() !== '' ? value.trim() : undefined;

/** A claim that is one text, texts with spaces between them, or a list. */
function groupsIn(value: unknown): string[] {
  if (Array.isArray(value)) return value.filter((item): item is string => typeof item === 'string');
  return typeof value === 'string' ? [value, ...value.split(' ')] : [];
}

/** Providers nest claims: `realm_access.roles` is a path, unless a claim has that very name. */
function claimAt(claims: Readonly<Record<string, unknown>>, path: string): unknown {
  if (path in claims) return claims[path];
  return path
    .split('.')
    .reduce<unknown>(
      (at, key) => (typeof at === 'object' && at !== null ? (at as Record<string, unknown>)[key] : undefined),
      claims,
    );
}

/**
 * Which role the groups give: the one they name, when they name exactly one. Several at once are nobody's decision to
 * make here, so they give none.
 */
export function roleOf(
  claims: Readonly<Record<string, unknown>>,
  claim: string,
  mapping: ReadonlyMap<string, string>,
): Role | undefined {
  const named = new Set(groupsIn(claimAt(claims, claim)).map((name) => mapping.get(name)));
  named.delete(undefined);
  const [only] = named;
  return named.size === 1 ? ROLES.find((role) => role === only) : undefined;
}

/** What the provider must say of how it asked a person; where a list is empty it need not say that. */
interface Sureness {
  /** One of them is its `acr`. */
  readonly acrValues: readonly string[];
  /** One of them is among its `amr` (RFC 8176), which is a list. */
  readonly amr: readonly string[];
}

/** Whether it was asked for so: a claim of another form says nothing. */
export function isSure(claims: Readonly<Record<string, unknown>>, { acrValues, amr }: Sureness): boolean {
  const { acr, amr: methods } = claims;
  const [context, used] = [text(acr), Array.isArray(methods) ? (methods as readonly unknown[]) : []];
  return (
    (acrValues.length === 0 || (context !== undefined && acrValues.includes(context))) &&
    (amr.length === 0 || amr.some((method) => used.includes(method)))
  );
}

/** Reads the claims of a validated ID token (OpenID Connect Core section 2 and 5.1). */
export function personIn(
  claims: Readonly<Record<string, unknown>>,
  issuer: string,
  subject: string,
  asked: Sureness & { readonly claim: string; readonly roles: ReadonlyMap<string, string> },
): ProviderPerson {
  const email = text(claims['email'])?.toLowerCase();
  const authTime = claims['auth_time'];
  return {
    issuer,
    subject,
    email,
    verifiedEmail: claims['email_verified'] === true ? email : undefined,
    displayName: text(claims['name']) ?? text(claims['preferred_username']),
    role: roleOf(claims, asked.claim, asked.roles),
    sure: isSure(claims, asked),
    authenticatedAt: typeof authTime === 'number' ? new Date(authTime * 1000) : undefined,
  };
}
