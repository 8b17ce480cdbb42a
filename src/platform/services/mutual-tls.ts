import { X509Certificate } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { createSecureContext } from 'node:tls';

/** PEM files of one side: its certificate and key, and the authority whose certificates it takes from the other. */
export interface TlsFiles {
  readonly certFile: string;
  readonly keyFile: string;
  readonly caFile: string;
}

/** Of two processes of ours, each of which shows a certificate and takes none but those of one authority (RFC 8446, section 4.4.2). */
export interface MutualTls {
  readonly cert: Buffer;
  readonly key: Buffer;
  readonly ca: Buffer;
  readonly minVersion: 'TLSv1.3';
}

/** Read once, at the start. @throws when one cannot be read */
export const readTls = ({ certFile, keyFile, caFile }: TlsFiles): MutualTls => ({
  cert: readFileSync(certFile),
  key: readFileSync(keyFile),
  ca: readFileSync(caFile),
  minVersion: 'TLSv1.3',
});

/** TLS itself takes an authority that cannot be read for none, and then believes nobody. */
function requireAuthority(ca: Buffer): void {
  const found = ca
    .toString()
    .split(/(?=-----BEGIN )/)
    .filter((part) => part.startsWith('-----BEGIN CERTIFICATE-----'));
  if (found.length === 0) throw new Error('there is no certificate of an authority');
  for (const certificate of found) new X509Certificate(certificate);
}

/** @throws when one cannot be read, or the key is of another certificate, as it is for a moment while both are renewed */
export function readServing(files: TlsFiles): MutualTls {
  const read = readTls(files);
  createSecureContext(read);
  requireAuthority(read.ca);
  return read;
}
