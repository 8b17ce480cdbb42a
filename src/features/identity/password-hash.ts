import { randomBytes } from 'node:crypto';
import { hashRaw } from '@node-rs/argon2';

/** OWASP, Password Storage Cheat Sheet: 19 MiB and two passes. */
const COST = 'm=19456,t=2,p=1';
const SALT_BYTES = 16;
const OUTPUT_BYTES = 32;
const PARAMETERS = /^\$argon2id\$v=19\$m=(\d+),t=(\d+),p=(\d+)\$([A-Za-z0-9+/]+)$/;

/** As PostgreSQL takes a password: it keeps SHA-256 of the digest, so that what it keeps proves nothing. */
export interface PasswordHash {
  /** The head of a PHC string: algorithm, cost and salt. */
  readonly parameters: string;
  /** What argon2id gives, 32 bytes. */
  readonly digest: Buffer;
}

const newParameters = (): string =>
  `$argon2id$v=19$${COST}$${randomBytes(SALT_BYTES).toString('base64').replaceAll('=', '')}`;

/** @throws RangeError for parameters that are none */
export async function hashPassword(password: string, parameters = newParameters()): Promise<PasswordHash> {
  const [, memory, time, threads, salt] = PARAMETERS.exec(parameters) ?? [];
  if (salt === undefined) throw new RangeError('These are no parameters of argon2id.');
  const digest = await hashRaw(password, {
    memoryCost: Number(memory),
    timeCost: Number(time),
    parallelism: Number(threads),
    salt: Buffer.from(salt, 'base64'),
    outputLen: OUTPUT_BYTES,
  });
  return { parameters, digest };
}
