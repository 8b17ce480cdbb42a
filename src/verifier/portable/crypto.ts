/*
 * Stands in for node:crypto when the page's script is made (scripts/verifier.mjs): what the verifier uses of it, out of audited
 * packages, and the names of what the modules that it shares with the writer import and never call here.
 */
import { ed25519 } from '@noble/curves/ed25519.js';
import { sha256, sha384, sha512 } from '@noble/hashes/sha2.js';
import { Bytes } from './bytes';

export interface KeyObject {
  readonly publicKey: Uint8Array;
}

const HASHES: Readonly<Record<string, typeof sha256 | typeof sha512>> = { sha256, sha384, sha512 };

class RunningHash {
  constructor(private readonly hash: ReturnType<(typeof sha256 | typeof sha512)['create']>) {}

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

function running(name: string): RunningHash {
  const kind = HASHES[name];
  if (kind === undefined) throw new RangeError(`${name} is not known here`);
  return new RunningHash(kind.create());
}

/** @throws RangeError for another hash than those of SHA-2 */
export { running as createHash };

/** In one call, in hexadecimal. */
export const hash = (name: string, data: Uint8Array | string): string =>
  running(name).update(data).digest('hex');

export const createPublicKey = ({ key }: { readonly key: { readonly x: string } }): KeyObject => ({
  publicKey: Bytes.from(key.x, 'base64url'),
});

/** To the letter of RFC 8032, as OpenSSL does it: what else ZIP 215 would take is refused. */
export function verify(_: null, data: Uint8Array, key: KeyObject, signature: Uint8Array): boolean {
  try {
    return ed25519.verify(signature, data, key.publicKey, { zip215: false });
  } catch {
    return false;
  }
}

/** Nothing is secret here. */
export const timingSafeEqual = (a: Bytes, b: Uint8Array): boolean => a.equals(b);

function notHere(): never {
  throw new Error('the page only verifies');
}

export { notHere as randomBytes, notHere as randomUUID, notHere as sign };
