import { X509Certificate } from 'node:crypto';
import { AsnConvert } from '@peculiar/asn1-schema';
import { CertificateList } from '@peculiar/asn1-x509';

/** Whom the operator trusts, and what was taken back since. */
export interface Anchors {
  readonly certificates: readonly X509Certificate[];
  readonly revocations: readonly CertificateList[];
}

interface AnchorFile extends Anchors {
  /** How many blocks are neither. */
  readonly broken: number;
}

const BLOCK = /-----BEGIN (CERTIFICATE|X509 CRL)-----([^-]+)-----END \1-----/g;

/** What PEM files of the operator hold. A block that cannot be read trusts nobody, and spoils no other. */
export function anchorsIn(...pems: readonly string[]): AnchorFile {
  const certificates: X509Certificate[] = [];
  const revocations: CertificateList[] = [];
  const blocks = pems.flatMap((pem) => [...pem.matchAll(BLOCK)]);
  for (const [block, kind, base64 = ''] of blocks) {
    try {
      if (kind === 'CERTIFICATE') certificates.push(new X509Certificate(block));
      else revocations.push(AsnConvert.parse(Buffer.from(base64, 'base64'), CertificateList));
    } catch {
      continue;
    }
  }
  return { certificates, revocations, broken: blocks.length - certificates.length - revocations.length };
}
