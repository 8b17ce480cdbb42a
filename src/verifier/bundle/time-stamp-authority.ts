import { constants, createHash, verify, X509Certificate } from 'node:crypto';
import { childrenOf, expect, oidOf, readDer, TAG, timeOf } from '../der';
import { attributeOf, hashName, partsOf, type TimeStampParts } from './time-stamp';

const TIME_STAMPING = '1.3.6.1.5.5.7.3.8';
const CERTIFICATE_HASH = '1.2.840.113549.1.9.16.2.12';
const CERTIFICATE_HASH_V2 = '1.2.840.113549.1.9.16.2.47';
const RSA_PSS = '1.2.840.113549.1.1.10';
const MAX_CHAIN = 8;

/** SHA-256 or SHA-1 of the certificate that signed, as the token names it (RFC 5035 section 3, RFC 2634 section 5.4). */
function isNamed(parts: TimeStampParts, certificate: X509Certificate): boolean {
  const v2 = attributeOf(parts, CERTIFICATE_HASH_V2);
  const named = v2 ?? attributeOf(parts, CERTIFICATE_HASH);
  const [list] = childrenOf(expect(named, TAG.sequence));
  const [id] = childrenOf(expect(list, TAG.sequence));
  const fields = childrenOf(expect(id, TAG.sequence));
  const [algorithm] = fields;
  const isDefault = algorithm?.tag === TAG.octets;
  const name = isDefault
    ? v2 === undefined
      ? 'sha1'
      : 'sha256'
    : hashName(oidOf(childrenOf(expect(algorithm, TAG.sequence))[0]));
  if (name === undefined) return false;
  const hash = fields.find(({ tag }) => tag === TAG.octets);
  return expect(hash, TAG.octets).content.equals(createHash(name).update(certificate.raw).digest());
}

function holds({ signer }: TimeStampParts, certificate: X509Certificate): boolean {
  const set = Buffer.from(signer.attributes.whole);
  set[0] = TAG.set;
  const key = certificate.publicKey;
  const isPss = oidOf(childrenOf(signer.algorithm)[0]) === RSA_PSS;
  const digest = hashName(signer.digest);
  const isEdwards = key.asymmetricKeyType === 'ed25519' || key.asymmetricKeyType === 'ed448';
  const options = isPss
    ? { key, padding: constants.RSA_PKCS1_PSS_PADDING, saltLength: constants.RSA_PSS_SALTLEN_AUTO }
    : key;
  return verify(isEdwards ? null : digest, set, options, signer.signature);
}

const isValidAt = (certificate: X509Certificate, at: number): boolean =>
  at >= Date.parse(certificate.validFrom) && at <= Date.parse(certificate.validTo);

/** From the signer up to one of `roots`, every certificate valid when the stamp was made. */
function leadsTo(
  roots: readonly X509Certificate[],
  signer: X509Certificate,
  others: readonly X509Certificate[],
  at: number,
): boolean {
  let current = signer;
  for (let step = 0; step < MAX_CHAIN; step += 1) {
    if (!isValidAt(current, at)) return false;
    const { fingerprint256 } = current;
    if (roots.some((root) => root.fingerprint256 === fingerprint256)) return true;
    const isIssuer = (one: X509Certificate): boolean =>
      one.ca && current.checkIssued(one) && current.verify(one.publicKey);
    const issuer = roots.find(isIssuer) ?? others.find(isIssuer);
    if (issuer === undefined) return false;
    current = issuer;
  }
  return false;
}

function authority(token: Buffer, roots: readonly X509Certificate[]): string | undefined {
  const parts = partsOf(token);
  const carried = parts.certificates.map((der) => new X509Certificate(der));
  const known = [...carried, ...roots];
  const signer = known.find((certificate) => isNamed(parts, certificate));
  if (signer === undefined || !signer.keyUsage.includes(TIME_STAMPING)) return undefined;
  const [, , , , time] = childrenOf(expect(readDer(parts.info), TAG.sequence));
  const at = Date.parse(timeOf(time));
  return holds(parts, signer) && leadsTo(roots, signer, known, at) ? signer.subject : undefined;
}

/**
 * Who made a time stamp, if its signature holds and its certificate leads to one of `roots` (PEM). Needs Node.
 * Says nothing of whether a certificate was revoked: that needs a network.
 */
export function timeStampAuthority(token: Buffer, roots: readonly string[]): string | undefined {
  try {
    const found = authority(
      token,
      roots.map((pem) => new X509Certificate(pem)),
    );
    return found?.replace(/\n/g, ', ');
  } catch {
    return undefined;
  }
}
