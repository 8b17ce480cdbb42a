import type { X509Certificate } from 'node:crypto';
import { wasValid } from '../time-stamps';
import type { Anchors } from './anchors';
import { mayIssue, maySeal, profileOf, type Profile } from './certificate';
import { isRevoked } from './revocation';

/** Why a signer is not said to be trusted, where the operator has named whom to trust. */
export const DOUBTS = ['expired', 'not-for-sealing', 'no-way', 'revoked'] as const;
export type Doubt = (typeof DOUBTS)[number];

const MAX_LINKS = 6;

function profiled(certificate: X509Certificate): Profile | undefined {
  try {
    return profileOf(certificate);
  } catch {
    return undefined;
  }
}

/**
 * `undefined` where each certificate of some way from `leaf` to an anchor was issued by the next, which may issue, was valid at
 * `at` and has not taken it back. Each certificate is tried once: a tangle of them that all issue one another costs no more than a chain.
 */
function doubtOfWay(
  leaf: X509Certificate,
  others: readonly X509Certificate[],
  { certificates: anchors, revocations }: Anchors,
  at: Date,
): 'no-way' | 'revoked' | undefined {
  if (anchors.some((anchor) => anchor.raw.equals(leaf.raw))) return undefined;
  const tried = new Set<X509Certificate>([leaf]);
  let doubt: 'no-way' | 'revoked' = 'no-way';
  const climb = (from: X509Certificate, links: number): boolean => {
    const issued = (issuer: X509Certificate): boolean => {
      if (!from.checkIssued(issuer)) return false;
      const profile = profiled(issuer);
      if (
        profile === undefined ||
        !mayIssue(profile) ||
        (profile.below ?? Infinity) < links ||
        !wasValid(issuer, at) ||
        !from.verify(issuer.publicKey)
      )
        return false;
      const revoked = isRevoked(from, issuer, revocations, at);
      if (revoked) doubt = 'revoked';
      return !revoked;
    };
    if (anchors.some(issued)) return true;
    if (links >= MAX_LINKS) return false;
    return others.some((issuer) => {
      if (tried.has(issuer) || !issued(issuer)) return false;
      tried.add(issuer);
      return climb(issuer, links + 1);
    });
  };
  return climb(leaf, 0) ? undefined : doubt;
}

/** `undefined`: the signer leads to an anchor, and may seal, at `at`. */
export function doubtOf(
  [signer, ...others]: readonly X509Certificate[],
  anchors: Anchors,
  at: Date,
): Doubt | undefined {
  const profile = signer && profiled(signer);
  if (signer === undefined || profile === undefined || !maySeal(profile)) return 'not-for-sealing';
  // A certificate that vouches for itself vouches for nothing, unless the operator has named that very one.
  return doubtOfWay(signer, others, anchors, at) ?? (wasValid(signer, at) ? undefined : 'expired');
}
