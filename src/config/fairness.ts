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
  /** Files of one link on their way at one time, of all its devices. */
  LIMIT_LINK_BODIES: positive.default(32),
  /** Connections to intake from one address that is no trusted proxy. */
  LIMIT_ADDRESS_CONNECTIONS: positive.default(256),
  /** Codes for one link from one address that are judged at one time; more are asked to wait. */
  LIMIT_CODES_AT_ONCE: positive.default(4),
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
  hashesWaiting: env.LIMIT_HASHES_WAITING,
  slowestBytes: env.LIMIT_SLOWEST_BYTES,
  slowSeconds: env.LIMIT_SLOW_SECONDS,
});
