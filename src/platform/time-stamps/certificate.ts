import type { X509Certificate } from 'node:crypto';
import { AsnConvert } from '@peculiar/asn1-schema';
import {
  Certificate,
  ExtendedKeyUsage,
  Extensions,
  id_ce_extKeyUsage,
  id_kp_timeStamping,
} from '@peculiar/asn1-x509';

/** RFC 3161 section 2.3: the extension is there, critical, and names time stamping alone. */
export function isForTimeStamping(certificate: X509Certificate): boolean {
  const { tbsCertificate } = AsnConvert.parse(certificate.raw, Certificate);
  const usages = Array.from(tbsCertificate.extensions ?? new Extensions()).filter(
    ({ extnID }) => extnID === id_ce_extKeyUsage,
  );
  const [usage] = usages;
  if (usages.length !== 1 || usage?.critical !== true) return false;
  const purposes = AsnConvert.parse(usage.extnValue, ExtendedKeyUsage);
  return purposes.length === 1 && purposes[0] === id_kp_timeStamping;
}

export const wasValid = (certificate: X509Certificate, at: Date): boolean =>
  Date.parse(certificate.validFrom) <= at.getTime() && at.getTime() <= Date.parse(certificate.validTo);

const MAX_LINKS = 8;

/**
 * Whether every certificate of some way from `leaf` to one of `roots` was signed by the next and valid at `at`. Each is tried
 * once, however many issue one another.
 */
export function leadsTo(
  leaf: X509Certificate,
  others: readonly X509Certificate[],
  roots: readonly X509Certificate[],
  at: Date,
  links = MAX_LINKS,
  tried = new Set<X509Certificate>(),
): boolean {
  if (roots.some((root) => root.raw.equals(leaf.raw))) return true;
  const issues = (each: X509Certificate): boolean =>
    each.ca && leaf.checkIssued(each) && leaf.verify(each.publicKey) && wasValid(each, at);
  if (roots.some(issues)) return true;
  return (
    links > 0 &&
    others.some((each) => {
      if (tried.has(each) || !issues(each)) return false;
      tried.add(each);
      return leadsTo(each, others, roots, at, links - 1, tried);
    })
  );
}
