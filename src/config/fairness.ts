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
  /** that are not answered whole, those that wait for their turn and what is being sent among them, */
  LIMIT_ADDRESS_READS_OPEN: positive.default(256),
  /** and that are worked on at one time; at most two fewer than DATABASE_POOL_SIZE. The others wait, behind those of other addresses. */
  LIMIT_ADDRESS_READS_AT_ONCE: positive.default(4),
  /** Files of one link on their way at one time, of all its devices. */
  LIMIT_LINK_BODIES: positive.default(32),
  /** Connections to intake from one address that is no trusted proxy. */
  LIMIT_ADDRESS_CONNECTIONS: positive.default(256),
  /** Codes for one link from one address that are judged at one time; more are asked to wait. */
  LIMIT_CODES_AT_ONCE: positive.default(4),
  /** Requests of one signed-in session in a minute; the parts of a film that is being watched do not count. */
  LIMIT_SESSION_REQUESTS: positive.default(6_000),
  /** The same that are not answered whole, those that wait for their turn and what is being sent among them. */
  LIMIT_SESSION_OPEN: positive.default(256),
  /** The same that are worked on at one time; at most two fewer than DATABASE_POOL_SIZE. The others wait, behind those of other sessions. */
  LIMIT_SESSION_AT_ONCE: positive.default(4),
  /** Requests of all such sessions, and that only read from all addresses, that are worked on at one time, */
  LIMIT_REQUESTS_AT_ONCE: positive.default(24),
  /** and that wait: beyond them, whoever asked for most is refused. */
  LIMIT_REQUESTS_WAITING: positive.default(2_000),
  /** Passwords and codes that wait to be hashed: beyond them, whoever asked for most is refused. */
  LIMIT_HASHES_WAITING: positive.default(256),
  /** A body that brings less than this in a second, over LIMIT_SLOW_SECONDS, is given up; what a resumable upload brought is kept. */
  LIMIT_SLOWEST_BYTES: positive.default(250),
  LIMIT_SLOW_SECONDS: positive.default(90),
};

type FairnessEnvironment = z.infer<z.ZodObject<typeof fairnessSettings>>;

/** One alone never has all ways to the database. */
const turnsOf = (env: FairnessEnvironment, each: number, poolSize: number) => ({
  atOnce: env.LIMIT_REQUESTS_AT_ONCE,
  each: Math.max(1, Math.min(each, poolSize - 2)),
  waiting: env.LIMIT_REQUESTS_WAITING,
});

export const fairnessOf = (env: FairnessEnvironment, poolSize: number) => ({
  addressPosts: env.LIMIT_ADDRESS_POSTS,
  addressBodies: env.LIMIT_ADDRESS_BODIES,
  bodies: env.LIMIT_BODIES,
  linkBodies: env.LIMIT_LINK_BODIES,
  addressConnections: env.LIMIT_ADDRESS_CONNECTIONS,
  codesAtOnce: env.LIMIT_CODES_AT_ONCE,
  addressReads: {
    perMinute: env.LIMIT_ADDRESS_READS,
    open: env.LIMIT_ADDRESS_READS_OPEN,
    turns: turnsOf(env, env.LIMIT_ADDRESS_READS_AT_ONCE, poolSize),
  },
  session: {
    perMinute: env.LIMIT_SESSION_REQUESTS,
    open: env.LIMIT_SESSION_OPEN,
    turns: turnsOf(env, env.LIMIT_SESSION_AT_ONCE, poolSize),
  },
  hashesWaiting: env.LIMIT_HASHES_WAITING,
  slowestBytes: env.LIMIT_SLOWEST_BYTES,
  slowSeconds: env.LIMIT_SLOW_SECONDS,
});
