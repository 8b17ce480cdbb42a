import { createHash, X509Certificate } from 'node:crypto';
import { checkToken, tokenOf } from '../time-stamps';
import { encodeBytes, signedStructure } from './cbor';
import type { Signature, Stamp } from './cose';

/** A stamp is kept bare, or in the reply that it came in. */
function bare(token: Buffer): Buffer {
  try {
    return tokenOf(token);
  } catch {
    return token;
  }
}

function timeOf(
  { token, over }: Stamp,
  claim: Buffer,
  { header, signature }: Signature,
  anchors: readonly X509Certificate[],
): Date | undefined {
  const payload = over === 'claim' ? claim : encodeBytes(signature);
  const stamped = signedStructure('CounterSignature', header, payload);
  const imprint = createHash('sha256').update(stamped).digest();
  try {
    return checkToken(bare(token), { imprint, roots: anchors }).at;
  } catch {
    return undefined;
  }
}

/** When an authority that leads to an anchor saw the signature; a stamp of any other says nothing. */
export function stampedAt(
  claim: Buffer,
  signature: Signature,
  anchors: readonly X509Certificate[],
): Date | undefined {
  if (anchors.length === 0) return undefined;
  for (const stamp of signature.stamps) {
    const at = timeOf(stamp, claim, signature, anchors);
    if (at !== undefined) return at;
  }
  return undefined;
}
