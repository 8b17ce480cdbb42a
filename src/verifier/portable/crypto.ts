/*
 * Stands in for node:crypto when the page's script is made (scripts/build.mjs): what the verifier uses of it, and the
 * names of what the modules that it shares with the writer import and never call here.
 */
import { Bytes } from './bytes';
import { verifyEd25519 } from './ed25519';
import { Sha256 } from './sha256';
import { sha512 } from './sha512';

export interface KeyObject {
  readonly publicKey: Uint8Array;
}

interface Hash {
  update(data: Uint8Array | string, encoding?: 'utf8'): Hash;
  digest(): Bytes;
  digest(encoding: 'hex'): string;
}

class RunningHash implements Hash {
  constructor(private readonly hash: { update(bytes: Uint8Array): unknown; digest(): Uint8Array }) {}

  update(data: Uint8Array | string): this {
    this.hash.update(typeof data === 'string' ? Bytes.from(data) : data);
    return this;
  }

  digest(): Bytes;
  digest(encoding: 'hex'): string;
  digest(encoding?: 'hex'): Bytes | string {
    const bytes = Bytes.from(this.hash.digest());
    return encoding === undefined ? bytes : bytes.toString(encoding);
  }
}

/** Keeps what it is given: for the short things that are hashed otherwise than with SHA-256. */
class Long {
  readonly #parts: Uint8Array[] = [];

  constructor(private readonly bytes: 48 | 64) {}

  update(bytes: Uint8Array): void {
    this.#parts.push(bytes);
  }

  digest(): Uint8Array {
    return sha512(Bytes.concat(this.#parts), this.bytes);
  }
}

/** @throws RangeError for another hash */
export function createHash(name: string): Hash {
  if (name === 'sha256') return new RunningHash(new Sha256());
  if (name === 'sha384') return new RunningHash(new Long(48));
  if (name === 'sha512') return new RunningHash(new Long(64));
  throw new RangeError(`${name} is not known here`);
}

export const createPublicKey = ({ key }: { readonly key: { readonly x: string } }): KeyObject => ({
  publicKey: Bytes.from(key.x, 'base64url'),
});

export const verify = (_: null, data: Uint8Array, key: KeyObject, signature: Uint8Array): boolean =>
  verifyEd25519(key.publicKey, data, signature);

/** Nothing is secret here. */
export const timingSafeEqual = (a: Bytes, b: Uint8Array): boolean => a.equals(b);

function notHere(): never {
  throw new Error('the page only verifies');
}

export { notHere as randomBytes, notHere as randomUUID, notHere as sign };
