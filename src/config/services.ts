import type { z } from 'zod';
import { flag } from './shapes';

/** How the services that Lintel works with are reached. */
export const servicesSettings = {
  /** Production reaches PostgreSQL, Redis, S3 and the issuer over TLS or on this machine; `true` says that nobody else is on the network between. */
  SERVICES_WITHOUT_TLS: flag.default(false),
};

const DATABASES = [
  'ADMIN_DATABASE_URL',
  'DATABASE_URL',
  'INTAKE_DATABASE_URL',
  'WORKSPACE_DATABASE_URL',
  'WORKER_DATABASE_URL',
] as const;
const SERVICES = [...DATABASES, 'REDIS_URL', 'S3_ENDPOINT'] as const;
type Service = (typeof SERVICES)[number];

/** No host: a socket of this machine. */
const THIS_MACHINE = /^(|localhost|127(\.\d{1,3}){3}|\[?::1\]?|%2f.*)$/i;
export const isThisMachine = (host: string): boolean => THIS_MACHINE.test(host);
/** The one mode in which pg will go on to check both the certificate and the name. */
const VERIFIED = 'verify-full';

const SAFE: Readonly<
  Record<'database' | 'redis' | 'store', { isSafe: (url: URL, given: string) => boolean; how: string }>
> = {
  database: {
    isSafe: ({ searchParams }) => {
      const modes = searchParams.getAll('sslmode');
      return modes.length > 0 && modes.every((mode) => mode === VERIFIED);
    },
    how: `end in ?sslmode=${VERIFIED}`,
  },
  // With `?tls=`, or capital letters in front, ioredis would speak in the clear all the same.
  redis: {
    isSafe: ({ searchParams }, given) => given.startsWith('rediss://') && !searchParams.has('tls'),
    how: 'begin with rediss://, without ?tls=,',
  },
  store: { isSafe: ({ protocol }) => protocol === 'https:', how: 'begin with https://' },
};

/** For pg, `host` in the query stands above the one in front of it, and one that is a path is a socket. */
const hostsOf = ({ hostname, searchParams }: URL): string[] => [
  hostname,
  ...searchParams.getAll('host').filter((host) => !host.startsWith('/')),
];

const safetyOf = (name: Service) =>
  name === 'REDIS_URL' ? SAFE.redis : name === 'S3_ENDPOINT' ? SAFE.store : SAFE.database;

type Environment = { readonly NODE_ENV: string; readonly SERVICES_WITHOUT_TLS: boolean } & {
  readonly [Name in Service]?: string | undefined;
};

/** Whoever reaches a Redis that asks for no password reads, flushes and forges everybody's jobs: a broken-in intake, too. */
function checkQueue(given: string | undefined, context: z.RefinementCtx): void {
  if (given === undefined || new URL(given).password !== '') return;
  const message =
    'must have a password in production (redis://:PASSWORD@host), for Redis to ask for: without one every process that reaches it reads and forges all work';
  context.addIssue({ code: 'custom', path: ['REDIS_URL'], message });
}

/** By it Node takes every certificate from whoever answers. */
const UNCHECKED = 'NODE_TLS_REJECT_UNAUTHORIZED';

/** No setting of ours, but it would undo what the settings ask for. */
export function checkSurroundings(around: NodeJS.ProcessEnv) {
  return (env: { readonly NODE_ENV: string }, context: z.RefinementCtx): void => {
    if (env.NODE_ENV !== 'production' || around[UNCHECKED] !== '0') return;
    const message =
      'must not be 0 in production: no server would have to prove who it is. NODE_EXTRA_CA_CERTS names the certificate of an authority of your own';
    context.addIssue({ code: 'custom', path: [UNCHECKED], message });
  };
}

/** Films, names and passwords pass to these services: on the way between two machines nobody may read them or answer instead. */
export function checkServices(env: Environment, context: z.RefinementCtx): void {
  if (env.NODE_ENV !== 'production') return;
  checkQueue(env.REDIS_URL, context);
  if (env.SERVICES_WITHOUT_TLS) return;
  for (const name of SERVICES) {
    const given = env[name];
    if (given === undefined) continue;
    const url = new URL(given);
    const { isSafe, how } = safetyOf(name);
    if (hostsOf(url).every(isThisMachine) || isSafe(url, given)) continue;
    const message = `must ${how} in production where it is on another machine, unless SERVICES_WITHOUT_TLS=true says that nobody else is on the network between`;
    context.addIssue({ code: 'custom', path: [name], message });
  }
}
