import { X509Certificate } from 'node:crypto';

const PEM = /-----BEGIN CERTIFICATE-----[^-]+-----END CERTIFICATE-----/g;

export interface Anchors {
  readonly certificates: readonly X509Certificate[];
  /** How many blocks are no certificate. */
  readonly broken: number;
}

/** What a PEM file with trusted certificates holds. One that cannot be read trusts nobody, and spoils no other. */
export function anchorsIn(pem: string): Anchors {
  const certificates: X509Certificate[] = [];
  const blocks = pem.match(PEM) ?? [];
  for (const block of blocks) {
    try {
      certificates.push(new X509Certificate(block));
    } catch {
      continue;
    }
  }
  return { certificates, broken: blocks.length - certificates.length };
}
