import { execFileSync } from 'node:child_process';
import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { TlsFiles } from '../../../src/platform/services/mutual-tls';

/** Authorities, and certificates that they sign, in a folder that whoever asks for them removes. */
export const folder = mkdtempSync(join(tmpdir(), 'lintel-mutual-'));
export const at = (name: string): string => join(folder, name);
const openssl = (...args: string[]): unknown =>
  execFileSync('openssl', args, { cwd: folder, stdio: 'ignore' });
const P256 = ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:P-256', '-nodes', '-days', '90'];

export function authority(name: string): void {
  openssl(
    ...['req', '-x509', ...P256, '-subj', `/CN=${name}`],
    ...['-keyout', `${name}.key`, '-out', `${name}.pem`],
  );
}

/** A certificate of `by` for `host`, and trust in `trusted`. */
export function certified(name: string, by: string, host: string, trusted: string, days = 2): TlsFiles {
  writeFileSync(at(`${name}.ext`), `subjectAltName=DNS:${host}\n`);
  openssl('req', ...P256, '-subj', `/CN=${name}`, '-keyout', `${name}.key`, '-out', `${name}.csr`);
  openssl(
    ...[
      'x509',
      '-req',
      '-days',
      String(days),
      '-in',
      `${name}.csr`,
      '-extfile',
      `${name}.ext`,
      '-out',
      `${name}.pem`,
    ],
    ...['-CA', `${by}.pem`, '-CAkey', `${by}.key`, '-CAcreateserial'],
  );
  return { certFile: at(`${name}.pem`), keyFile: at(`${name}.key`), caFile: at(`${trusted}.pem`) };
}
