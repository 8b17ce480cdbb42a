import { X509Certificate } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { createSecureContext } from 'node:tls';
import type { Config } from '../../../config';
import { readTls } from '../../../platform/services/mutual-tls';
import { fine, problem, reason, warning, type Finding } from './finding';

const DAY_MS = 86_400_000;
const day = (at: Date): string => at.toISOString().slice(0, 10);

/** `ends`: the last moment at which it is taken. */
export function certificateFinding(what: string, ends: Date, warningDays: number, cure: string): Finding {
  const left = Math.floor((ends.getTime() - Date.now()) / DAY_MS);
  if (left < 0) return problem(what, `ended on ${day(ends)}: nobody takes it any more`, cure);
  const found = `holds until ${day(ends)}`;
  return left < warningDays ? warning(what, `${found}: ${left} day(s) are left`, cure) : fine(what, found);
}

const CURE = 'renew it; what runs takes the new one by itself';

async function lookAt(what: string, file: string, warningDays: number): Promise<Finding> {
  const certificate = new X509Certificate(await readFile(file));
  const begins = new Date(certificate.validFrom);
  if (begins.getTime() > Date.now())
    return problem(
      what,
      `holds only from ${day(begins)} on`,
      'see whether the clock of this machine is right',
    );
  return certificateFinding(what, new Date(certificate.validTo), warningDays, CURE);
}

type Given = { readonly internal: Pick<Config['internal'], 'tls' | 'warningDays'> };

/** Of the only TLS that Lintel itself speaks as a server: between intake and issuer. What faces the public ends at the proxy. */
export async function certificates({ internal: { tls, warningDays } }: Given): Promise<Finding[]> {
  if (tls === undefined) return [];
  const found = await Promise.all(
    [
      ['certificate between intake and issuer', tls.certFile],
      ['authority between intake and issuer', tls.caFile],
    ].map(([what = '', file = '']) =>
      lookAt(what, file, warningDays).catch((error: unknown) =>
        problem(
          what,
          `${file} cannot be read as a certificate: ${reason(error)}`,
          'INTERNAL_TLS_* name PEM files',
        ),
      ),
    ),
  );
  try {
    createSecureContext(readTls(tls));
    return found;
  } catch (error) {
    const what = 'key between intake and issuer';
    return [
      ...found,
      problem(what, `does not fit the certificate: ${reason(error)}`, 'give the key that was made with it'),
    ];
  }
}
