import type { z } from 'zod';
import { positive } from './shapes';

/** What one address or one link may ask at once, so that the others stay quick; counted by each intake and workspace process. */
export const fairnessSettings = {
  /** Requests that bring something, from one address (of IPv6: one /64) in a minute. */
  LIMIT_ADDRESS_POSTS: positive.default(6_000),
  /** The same that are being received or answered at one time. */
  LIMIT_ADDRESS_BODIES: positive.default(64),
  /** The same from all addresses together. */
  LIMIT_BODIES: positive.default(512),
  /** Requests to intake that only read, from one address in a minute, */
  LIMIT_ADDRESS_READS: positive.default(6_000),
  /** and that are not answered whole. */
  LIMIT_ADDRESS_READS_OPEN: positive.default(256),
  /** Files of one link on their way at one time, of all its devices. */
  LIMIT_LINK_BODIES: positive.default(32),
  /** Connections to intake from one address that is no trusted proxy. */
  LIMIT_ADDRESS_CONNECTIONS: positive.default(256),
  /** Codes for one link from one address that are judged at one time; more are asked to wait. */
  LIMIT_CODES_AT_ONCE: positive.default(4),
  /** Requests of one signed-in session in a minute; the parts of a film that is being watched do not count. */
  LIMIT_SESSION_REQUESTS: positive.default(6_000),
  /** The same that are not answered whole. */
  LIMIT_SESSION_OPEN: positive.default(256),
  /**
   * Transactions at one time for one officer's session, or one address on the victims' side; at most two fewer than DATABASE_POOL_SIZE. The
   * others wait, behind those of other sessions and addresses.
   */
  LIMIT_TRANSACTIONS_AT_ONCE: positive.default(4),
  /** Transactions that wait: beyond them, the newest of whoever asked for most is refused. */
  LIMIT_TRANSACTIONS_WAITING: positive.default(2_000),
  /** So many seconds they wait at most, while the database hangs or is busy; then it is said that the service is busy. */
  LIMIT_TRANSACTIONS_WAIT_SECONDS: positive.default(30),
  /** Passwords and codes that wait to be hashed: beyond them, whoever asked for most is refused. */
  LIMIT_HASHES_WAITING: positive.default(256),
  /** A body that brings less than this in a second, over LIMIT_SLOW_SECONDS, is given up; what a resumable upload brought is kept. */
  LIMIT_SLOWEST_BYTES: positive.default(250),
  LIMIT_SLOW_SECONDS: positive.default(90),
};

type FairnessEnvironment = z.infer<z.ZodObject<typeof fairnessSettings>>;

export const fairnessOf = (env: FairnessEnvironment) => ({
  addressPosts: env.LIMIT_ADDRESS_POSTS,
  addressBodies: env.LIMIT_ADDRESS_BODIES,
  bodies: env.LIMIT_BODIES,
  linkBodies: env.LIMIT_LINK_BODIES,
  addressConnections: env.LIMIT_ADDRESS_CONNECTIONS,
  codesAtOnce: env.LIMIT_CODES_AT_ONCE,
  addressReads: { perMinute: env.LIMIT_ADDRESS_READS, open: env.LIMIT_ADDRESS_READS_OPEN },
  session: { perMinute: env.LIMIT_SESSION_REQUESTS, open: env.LIMIT_SESSION_OPEN },
  /** One alone never has all of a process's connections. */
  turns: (connections: number) => ({
    each: Math.max(1, Math.min(env.LIMIT_TRANSACTIONS_AT_ONCE, connections - 2)),
    waiting: env.LIMIT_TRANSACTIONS_WAITING,
    patienceMs: env.LIMIT_TRANSACTIONS_WAIT_SECONDS * 1_000,
  }),
  hashesWaiting: env.LIMIT_HASHES_WAITING,
  slowestBytes: env.LIMIT_SLOWEST_BYTES,
  slowSeconds: env.LIMIT_SLOW_SECONDS,
});
