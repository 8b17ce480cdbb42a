import { readFileSync } from 'node:fs';

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
