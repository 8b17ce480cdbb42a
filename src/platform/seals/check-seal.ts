import { createHash } from 'node:crypto';
import type { Anchors } from './anchors';
import { requireBound, type Binding } from './binding';
import { namesOf, plain } from './certificate';
import { readClaim, type Claim } from './claim';
import { findSeal } from './containers';
import type { Embedded } from './embedded';
import { readSignature, requireSigned, type Signature } from './cose';
import { isChange, SealFault, type Fault } from './faults';
import { UNCHECKED, type SealReading } from './reading';
import type { Source } from './source';
import { stampedAt } from './stamp';
import { doubtOf } from './trust';

export interface Circumstances {
  readonly anchors: Anchors;
  readonly now: Date;
  readonly maxBytes: number;
}

/** Readers of certificates and the like have errors of their own for what they cannot make out. */
const faultOf = (error: unknown): Fault => (error instanceof SealFault ? error.fault : 'malformed');

const failed = (fault: Fault): Pick<SealReading, 'integrity' | 'fault'> => ({
  integrity: isChange(fault) ? 'changed' : 'unchecked',
  fault,
});

type Signer = Pick<SealReading, 'trust' | 'doubt' | 'certificate' | 'name' | 'organisation' | 'stampedAt'>;

function signerOf(claim: Claim, signature: Signature, { anchors, now }: Circumstances): Signer {
  const [signer] = signature.certificates;
  if (signer === undefined) throw new SealFault('malformed', 'no certificate');
  const nobody = anchors.certificates.length === 0;
  const stamped = stampedAt(claim.bytes, signature, anchors.certificates);
  const doubt = nobody ? undefined : doubtOf(signature.certificates, anchors, stamped ?? now);
  return {
    trust: nobody ? 'no-list' : doubt === undefined ? 'trusted' : 'not-trusted',
    doubt: doubt ?? null,
    certificate: createHash('sha256').update(signer.raw).digest('hex'),
    ...namesOf(signer),
    stampedAt: stamped?.toISOString() ?? null,
  };
}

function bound(
  source: Source,
  embedded: Embedded,
  claim: Claim,
): Pick<SealReading, 'integrity' | 'fault' | 'binding'> {
  try {
    const binding: Binding = requireBound(source, embedded, claim);
    return { integrity: 'unchanged', fault: null, binding };
  } catch (error) {
    return { ...failed(faultOf(error)), binding: null };
  }
}

function checked(source: Source, embedded: Embedded, all: Circumstances): SealReading {
  const manifest = createHash('sha256').update(embedded.store).digest('hex');
  try {
    const claim = readClaim(embedded.store);
    const signature = readSignature(claim.signature);
    requireSigned(claim.bytes, signature);
    const signer = signerOf(claim, signature, all);
    const generator = plain(claim.generator ?? '');
    return {
      ...bound(source, embedded, claim),
      ...{ manifest, ...signer, generator: generator === '' ? null : generator },
    };
  } catch (error) {
    return { ...UNCHECKED, ...failed(faultOf(error)), manifest };
  }
}

/** Reads and checks the seal of a file; `null` where it carries none. Never throws for what the file holds. */
export function checkSeal(source: Source, all: Circumstances): SealReading | null {
  let embedded: Embedded | null;
  try {
    embedded = findSeal(source, all.maxBytes);
  } catch (error) {
    return { ...UNCHECKED, ...failed(faultOf(error)) };
  }
  return embedded === null ? null : checked(source, embedded, all);
}
