import { createHash, randomBytes } from 'node:crypto';
import { availableParallelism } from 'node:os';
import { hashRaw } from '@node-rs/argon2';
import { Turns } from '../../kernel/turns';

/** OWASP's second choice of argon2id: 19 MiB, two passes, one lane. */
const USUAL = '$argon2id$v=19$m=19456,t=2,p=1$';
const SALT_BYTES = 16;

const base64 = (bytes: Buffer): string => bytes.toString('base64').replaceAll('=', '');

/** One core is left to everything else: hashing runs in the threads that also read and write files. */
const HASHING = new Turns({ atOnce: Math.max(1, Math.min(4, availableParallelism() - 1)), waiting: 256 });

/** How many may wait to be hashed in this process. */
export function limitHashing(waiting: number): void {
  HASHING.limits = { ...HASHING.limits, waiting };
}

/** Parameters with a salt of their own, for a new secret, or to hash what cannot be right. */
export const newParameters = (): string => USUAL + base64(randomBytes(SALT_BYTES));

/**
 * The argon2id output of a typed secret, under the parameters that the database keeps of the right one
 * (`$argon2id$v=..$m=..,t=..,p=..$salt`). The database takes it as proof, and keeps no more than its SHA-256.
 * @param group whose turn it is: those of one group wait behind each other
 * @throws TooManyWaiting
 */
export async function proofOf(typed: string, parameters: string, group = ''): Promise<Buffer> {
  const found = /^\$argon2id\$v=19\$m=(\d+),t=(\d+),p=(\d+)\$([A-Za-z0-9+/]+)$/.exec(parameters);
  if (found === null) throw new Error('a stored secret has parameters of another kind');
  const [, memoryCost, timeCost, parallelism, salt = ''] = found;
  return HASHING.run(group, () =>
    hashRaw(typed, {
      salt: Buffer.from(salt, 'base64'),
      memoryCost: Number(memoryCost),
      timeCost: Number(timeCost),
      parallelism: Number(parallelism),
    }),
  );
}

/** What the database keeps of a new secret: its parameters, and the SHA-256 of its argon2id output. */
export async function storedSecret(secret: string): Promise<string> {
  const parameters = newParameters();
  const proof = await proofOf(secret, parameters);
  return `${parameters}$${base64(createHash('sha256').update(proof).digest())}`;
}
