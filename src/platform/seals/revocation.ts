import { verify, type X509Certificate } from 'node:crypto';
import type { CertificateList } from '@peculiar/asn1-x509';

/** Hashes of the signatures that are believed; `null`: the algorithm has its own. */
const HASHES: ReadonlyMap<string, string | null> = new Map([
  ['1.2.840.113549.1.1.11', 'sha256'],
  ['1.2.840.113549.1.1.12', 'sha384'],
  ['1.2.840.113549.1.1.13', 'sha512'],
  ['1.2.840.10045.4.3.2', 'sha256'],
  ['1.2.840.10045.4.3.3', 'sha384'],
  ['1.2.840.10045.4.3.4', 'sha512'],
  ['1.3.101.112', null],
]);

function isSignedBy(list: CertificateList, issuer: X509Certificate): boolean {
  const { tbsCertListRaw: signed, signatureAlgorithm, signature } = list;
  const hash = HASHES.get(signatureAlgorithm.algorithm);
  if (hash === undefined || signed === undefined) return false;
  return verify(hash, Buffer.from(signed), issuer.publicKey, Buffer.from(signature));
}

/**
 * Whether a list that the certificate's own issuer has signed (RFC 5280 section 5) says that it was revoked by then. A list of
 * anybody else says nothing.
 */
export function isRevoked(
  certificate: X509Certificate,
  issuer: X509Certificate,
  lists: readonly CertificateList[],
  at: Date,
): boolean {
  const serial = BigInt(`0x${certificate.serialNumber}`);
  return lists.some(
    (list) =>
      (list.tbsCertList.revokedCertificates ?? []).some(
        ({ userCertificate, revocationDate }) =>
          BigInt(`0x${Buffer.from(userCertificate).toString('hex')}`) === serial &&
          revocationDate.getTime() <= at,
      ) && isSignedBy(list, issuer),
  );
}
