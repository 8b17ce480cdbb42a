import { createHash, createPublicKey, sign } from 'node:crypto';
import type { NoteSigner } from '../../../custody';

/** What a recipient needs of the key that signed a bundle. */
export interface BundleKey {
  /** SubjectPublicKeyInfo (RFC 5280), PEM. */
  readonly pem: string;
  /** SHA-256 of the SPKI DER, lower-case hexadecimal in groups of four. The recipient gets it from elsewhere. */
  readonly fingerprint: string;
}

export function bundleKey({ privateKey }: NoteSigner): BundleKey {
  const key = createPublicKey(privateKey);
  const hex = createHash('sha256')
    .update(key.export({ type: 'spki', format: 'der' }))
    .digest('hex');
  const fingerprint = (hex.match(/.{4}/g) ?? []).join(' ');
  return { pem: key.export({ type: 'spki', format: 'pem' }).toString(), fingerprint };
}

/** Ed25519 (RFC 8032) over the exact bytes: 64 bytes. */
export const signBytes = ({ privateKey }: NoteSigner, bytes: Buffer): Buffer => sign(null, bytes, privateKey);
