import { createPublicKey, verify, type KeyObject } from 'node:crypto';
import { ED25519_SPKI as SPKI, fingerprintOfKey } from '../../custody/pure/key-fingerprint';
import { fromBase64 } from '../../custody/pure/signed-note';

const PEM = /^-----BEGIN PUBLIC KEY-----\r?\n([A-Za-z0-9+/=\r\n]+)-----END PUBLIC KEY-----\r?\n?$/;

export interface BundleKey {
  readonly fingerprint: string;
  readonly object: KeyObject;
}

/** Undefined unless it is one Ed25519 public key in PEM. */
export function readBundleKey(pem: string): BundleKey | undefined {
  const spki = fromBase64((PEM.exec(pem)?.[1] ?? '').replace(/[\r\n]/g, ''));
  if (spki?.length !== 44 || !spki.subarray(0, 12).equals(SPKI)) return undefined;
  const jwk = { kty: 'OKP', crv: 'Ed25519', x: spki.subarray(12).toString('base64url') };
  return {
    fingerprint: fingerprintOfKey(spki.subarray(12)),
    object: createPublicKey({ format: 'jwk', key: jwk }),
  };
}

/** Ed25519 (RFC 8032) over the exact bytes. */
export const isSignedBy = (key: BundleKey, bytes: Buffer, signature: Buffer): boolean =>
  signature.length === 64 && verify(null, bytes, key.object, signature);
