import { request as askPlainly } from 'node:http';
import { request as askByTls } from 'node:https';
import { TLSSocket, type PeerCertificate } from 'node:tls';
import type { MutualTls } from './mutual-tls';

export interface IssuerPlace {
  readonly url: string;
  /** The certificate that is shown; without one the issuer is asked in the clear. */
  readonly tls?: MutualTls | undefined;
  /** Whoever asks on the issuer's own machine knows it by its place: the name in its certificate is for intake. */
  readonly byPlace?: boolean;
}

/** `away`: nobody listens there. `unwell`: it answers, and cannot serve, or is not believed. Each with one clear sentence. */
export interface IssuerTrouble {
  readonly kind: 'away' | 'unwell';
  readonly sentence: string;
  /** One of the two does not take the other's certificate, or has none to show. */
  readonly isDistrust?: boolean;
}

export type IssuerState =
  | { readonly kind: 'well'; readonly certificateEnds?: Date | undefined }
  | IssuerTrouble;

const PATIENCE_MS = 3_000;
const NOBODY = new Set([
  'ECONNREFUSED',
  'ENOTFOUND',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'EAI_AGAIN',
  'EADDRNOTAVAIL',
]);

/** Codes of Node's TLS and of OpenSSL's look at a certificate. */
const DISTRUST =
  /^(?:ERR_TLS_|ERR_SSL_|ERR_OSSL_|CERT_|UNABLE_TO_|DEPTH_ZERO_|SELF_SIGNED_|INVALID_|HOSTNAME_)/;

const AFTER = 'nobody can fetch a bundle by a link';

const sentenceOf = (status: number): string =>
  status === 503
    ? `the issuer answers, and cannot serve now (503), for the workspace that it asks is away or without its database: ${AFTER}`
    : `what answers in the place of the issuer is not well (${status}): ${AFTER}`;

/** For who has no certificate to show, so that nobody can be asked. */
export const withoutCertificate = (error: unknown): IssuerTrouble => ({
  kind: 'unwell',
  isDistrust: true,
  sentence: `the certificate between intake and issuer cannot serve (${error instanceof Error ? error.message : String(error)}): ${AFTER}`,
});

/** A connection that is closed by now has none. */
const peerEnd = (socket: TLSSocket): string | undefined =>
  (socket.getPeerCertificate() as PeerCertificate | null)?.valid_to;

function stateOf(error: NodeJS.ErrnoException, url: string, byTls: boolean): IssuerState {
  const { code = 'no code', message } = error;
  const { host } = new URL(url);
  if (NOBODY.has(code))
    return {
      kind: 'away',
      sentence: `no issuer listens at ${host} (${code}): ${AFTER} while it does not run`,
    };
  const why = byTls ? 'over TLS, where each side shows a certificate' : 'in the clear';
  return {
    kind: 'unwell',
    isDistrust: DISTRUST.test(code),
    sentence: `the issuer at ${host} cannot be asked ${why} (${code}, ${message}): ${AFTER}`,
  };
}

/** Whether the issuer can serve now, asked as intake asks it: it passes the question on to the workspace, and that one to the database. */
export function askIssuer(
  { url, tls, byPlace = false }: IssuerPlace,
  path = '/readyz',
): Promise<IssuerState> {
  return new Promise((resolve) => {
    const where = new URL(path, url);
    const byTls = where.protocol === 'https:';
    const asked = (byTls ? askByTls : askPlainly)(where, {
      agent: false,
      ...tls,
      ...(byPlace && { checkServerIdentity: () => undefined }),
      signal: AbortSignal.timeout(PATIENCE_MS),
    });
    asked.on('response', (answer) => {
      const { statusCode = 0, socket } = answer;
      const ends = socket instanceof TLSSocket ? peerEnd(socket) : undefined;
      answer.resume();
      resolve(
        statusCode === 200
          ? { kind: 'well', certificateEnds: ends === undefined ? undefined : new Date(ends) }
          : { kind: 'unwell', sentence: sentenceOf(statusCode) },
      );
    });
    asked.on('error', (error) => {
      const { code } = error as NodeJS.ErrnoException;
      if (error.name === 'AbortError' || code === 'ABORT_ERR')
        resolve(stateOf(Object.assign(new Error('no answer'), { code: 'ETIMEDOUT' }), url, byTls));
      else resolve(stateOf(error, url, byTls));
    });
    asked.end();
  });
}
