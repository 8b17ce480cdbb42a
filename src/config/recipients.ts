import { resolve } from 'node:path';
import { z } from 'zod';
import { isThisMachine } from './services';
import { httpPort, positive, url } from './shapes';

/** Under this name intake shows INTERNAL_SECRET (lower case, as Node gives headers). */
export const INTERNAL_SECRET_HEADER = 'lintel-internal-secret';

/** How a recipient reaches a bundle: intake asks the issuer, on a port of its own, and the issuer asks the workspace. */
export const recipientsSettings = {
  /** Where the issuer answers intake about bundles: a port that the public must not reach. */
  INTERNAL_HOST: z.string().default('127.0.0.1'),
  INTERNAL_PORT: httpPort.default(8083),
  /** Of the issuer: gives figures about requests (Prometheus) at METRICS_HOST and this port; none by default. */
  ISSUER_METRICS_PORT: httpPort.optional(),
  /** Where intake finds it; default: INTERNAL_HOST and INTERNAL_PORT. */
  WORKSPACE_INTERNAL_URL: url.optional(),
  /** What intake shows the issuer with each request; known to these two alone. */
  INTERNAL_SECRET: z.string().min(32).optional(),
  /**
   * Certificate, key, and the authority that signed both sides', where intake and issuer are on machines of their own: each shows its certificate
   * and takes none but the authority's. All three, or none.
   */
  INTERNAL_TLS_CERT_FILE: z.string().min(1).optional(),
  INTERNAL_TLS_KEY_FILE: z.string().min(1).optional(),
  INTERNAL_TLS_CA_FILE: z.string().min(1).optional(),
  /** How often both sides look whether these files were renewed; the new ones serve without a restart. */
  INTERNAL_TLS_LOOK_SECONDS: positive.max(24 * 60 * 60).default(60),
  /** So many days before such a certificate ends `lintel doctor` begins to warn. */
  INTERNAL_TLS_WARNING_DAYS: positive.default(21),
  /** The socket on which the workspace tells the issuer who may have what; default: internal/workspace.sock under LINTEL_HOME. */
  INTERNAL_SOCKET: z.string().min(1).max(100).optional(),
  /** How long a recipient who does nothing stays let in. */
  RECIPIENT_SESSION_MINUTES: positive.default(60),
};

type RecipientsEnvironment = z.infer<z.ZodObject<typeof recipientsSettings>>;

const TLS = ['INTERNAL_TLS_CERT_FILE', 'INTERNAL_TLS_KEY_FILE', 'INTERNAL_TLS_CA_FILE'] as const;

function tlsOf(env: RecipientsEnvironment) {
  const [cert, key, ca] = TLS.map((name) => env[name]);
  if (cert === undefined || key === undefined || ca === undefined) return undefined;
  return { certFile: resolve(cert), keyFile: resolve(key), caFile: resolve(ca) };
}

const protocolOf = (env: RecipientsEnvironment): string => (tlsOf(env) === undefined ? 'http' : 'https');
/** An IPv6 address stands in brackets in a URL (RFC 3986 section 3.2.2). */
const inUrl = (host: string): string => (host.includes(':') && !host.startsWith('[') ? `[${host}]` : host);
const urlOf = (env: RecipientsEnvironment): string =>
  env.WORKSPACE_INTERNAL_URL ?? `${protocolOf(env)}://${inUrl(env.INTERNAL_HOST)}:${env.INTERNAL_PORT}`;

export const recipientsOf = (env: RecipientsEnvironment, home: string) => ({
  host: env.INTERNAL_HOST,
  port: env.INTERNAL_PORT,
  metricsPort: env.ISSUER_METRICS_PORT,
  url: urlOf(env),
  tls: tlsOf(env),
  lookMs: env.INTERNAL_TLS_LOOK_SECONDS * 1_000,
  warningDays: env.INTERNAL_TLS_WARNING_DAYS,
  secret: env.INTERNAL_SECRET,
  socket: resolve(env.INTERNAL_SOCKET ?? `${home}/internal/workspace.sock`),
  sessionMinutes: env.RECIPIENT_SESSION_MINUTES,
});

type Environment = RecipientsEnvironment & {
  readonly NODE_ENV: string;
  readonly SERVICES_WITHOUT_TLS: boolean;
};

/** What recipients download, and their codes, pass between the two: over a network nobody may read them or answer instead. */
export function checkRecipients(env: Environment, context: z.RefinementCtx): void {
  const refuse = (name: keyof RecipientsEnvironment, message: string): void =>
    context.addIssue({ code: 'custom', path: [name], message });
  const given = TLS.filter((name) => env[name] !== undefined);
  const whole = given.length === TLS.length;
  for (const name of TLS)
    if (given.length > 0 && env[name] === undefined)
      refuse(name, 'is needed with the other INTERNAL_TLS_ files');
  if (!URL.canParse(urlOf(env))) {
    refuse('INTERNAL_HOST', 'must be a host name or an address');
    return;
  }
  const { hostname, protocol } = new URL(urlOf(env));
  const wanted = whole ? ['https:'] : ['http:', 'https:'];
  if (!wanted.includes(protocol))
    refuse(
      'WORKSPACE_INTERNAL_URL',
      `must begin with ${whole ? 'https://, as there are INTERNAL_TLS_ files' : 'http:// or https://'}`,
    );
  if (whole || env.NODE_ENV !== 'production' || env.SERVICES_WITHOUT_TLS) return;
  const why =
    'needs the INTERNAL_TLS_ files in production where intake and issuer are on different machines, unless SERVICES_WITHOUT_TLS=true says that nobody else is on the network between';
  if (!isThisMachine(env.INTERNAL_HOST)) refuse('INTERNAL_HOST', why);
  if (!isThisMachine(hostname) && env.WORKSPACE_INTERNAL_URL !== undefined)
    refuse('WORKSPACE_INTERNAL_URL', why);
}
