import { createHash, createPublicKey, verify, type KeyObject } from 'node:crypto';
import { fromBase64 } from '../../custody/pure/signed-note';

/** SubjectPublicKeyInfo of an Ed25519 key up to its 32 bytes (RFC 8410 section 4). */
const SPKI = Buffer.from('302a300506032b6570032100', 'hex');
const PEM = /^-----BEGIN PUBLIC KEY-----\r?\n([A-Za-z0-9+/=\r\n]+)-----END PUBLIC KEY-----\r?\n?$/;

export interface BundleKey {
  readonly fingerprint: string;
  readonly object: KeyObject;
}

export const inGroups = (digits: string): string => (digits.match(/.{1,4}/g) ?? []).join(' ');

/** SHA-256 of the key's SPKI DER, lower-case hexadecimal in groups of four. */
const fingerprintOf = (spki: Buffer): string => inGroups(createHash('sha256').update(spki).digest('hex'));

/** Undefined unless it is one Ed25519 public key in PEM. */
export function readBundleKey(pem: string): BundleKey | undefined {
  const spki = fromBase64((PEM.exec(pem)?.[1] ?? '').replace(/[\r\n]/g, ''));
  if (spki?.length !== 44 || !spki.subarray(0, 12).equals(SPKI)) return undefined;
  const jwk = { kty: 'OKP', crv: 'Ed25519', x: spki.subarray(12).toString('base64url') };
  return { fingerprint: fingerprintOf(spki), object: createPublicKey({ format: 'jwk', key: jwk }) };
}

/** Ed25519 (RFC 8032) over the exact bytes. */
export const isSignedBy = (key: BundleKey, bytes: Buffer, signature: Buffer): boolean =>
  signature.length === 64 && verify(null, bytes, key.object, signature);
