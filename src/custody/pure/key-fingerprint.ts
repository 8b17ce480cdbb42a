import { createHash } from 'node:crypto';
import { parseVerifierKey } from './signed-note';

/** SubjectPublicKeyInfo of an Ed25519 key up to its 32 bytes (RFC 8410 section 4). */
export const ED25519_SPKI = Buffer.from('302a300506032b6570032100', 'hex');

export const inGroups = (digits: string): string => (digits.match(/.{1,4}/g) ?? []).join(' ');

/** SHA-256 of the key's SPKI DER, lower-case hexadecimal in groups of four. @param publicKey 32 bytes */
export const fingerprintOfKey = (publicKey: Buffer): string =>
  inGroups(createHash('sha256').update(ED25519_SPKI).update(publicKey).digest('hex'));

/** The same of a C2SP verifier key; undefined when it is none. */
export function keyFingerprint(verifierKey: string): string | undefined {
  const key = parseVerifierKey(verifierKey);
  return key && fingerprintOfKey(key.publicKey);
}
