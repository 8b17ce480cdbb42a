import { once } from 'node:events';
import { request, type IncomingMessage } from 'node:http';
import { connect, type SecureVersion } from 'node:tls';

/** What a caller knows, and would take. */
export interface Offer {
  readonly version: SecureVersion;
  readonly suites: string;
}

/** Every suite that there ever was. */
export const ANY_SUITE = 'ALL:@SECLEVEL=0';

/** Of TLS 1.2: what a front of ours must not take, though a caller has nothing else. Certificates of its kind are for RSA. */
export const WEAK_SUITES: Readonly<Record<string, string>> = {
  'ECDHE with CBC':
    'ECDHE-RSA-AES256-SHA384:ECDHE-RSA-AES128-SHA256:ECDHE-RSA-AES256-SHA:ECDHE-RSA-AES128-SHA',
  'DHE with GCM': 'DHE-RSA-AES256-GCM-SHA384:DHE-RSA-AES128-GCM-SHA256',
  'a key that RSA carries': 'AES256-GCM-SHA384:AES128-GCM-SHA256:AES256-SHA256:AES256-SHA:AES128-SHA',
};

/** In the order in which a front of ours prefers them; the caller prefers the last. */
export const STRONG_SUITES = [
  'ECDHE-RSA-AES256-GCM-SHA384',
  'ECDHE-RSA-CHACHA20-POLY1305',
  'ECDHE-RSA-AES128-GCM-SHA256',
] as const;

/** What both sides settle on. */
export interface Settled {
  readonly version: string;
  readonly suite: string;
}

/**
 * What a front at 127.0.0.1 settles on with a caller; `undefined` where it refuses.
 * @throws the error of a caller that could not ask, so that nothing is proven by it
 */
export async function settledWith(
  port: number,
  servername: string,
  { version, suites }: Offer,
): Promise<Settled | undefined> {
  const only = { minVersion: version, maxVersion: version, ciphers: `${suites}:@SECLEVEL=0` };
  const socket = connect({ host: '127.0.0.1', port, servername, rejectUnauthorized: false, ...only });
  try {
    await once(socket, 'secureConnect');
    return { version: socket.getProtocol() ?? '', suite: socket.getCipher().name };
  } catch (error) {
    const { code = '' } = error as NodeJS.ErrnoException;
    if (/_ALERT_(PROTOCOL_VERSION|HANDSHAKE_FAILURE)$/.test(code)) return undefined;
    throw error;
  } finally {
    socket.destroy();
  }
}

export interface InTheClear {
  readonly method: string;
  readonly path: string;
  readonly accept: string;
  readonly body?: string;
}

/** Who opens a page, and who is a program, by http:// alone; and whether they are led on. */
export const IN_THE_CLEAR: readonly (readonly [InTheClear, 'led' | 'refused'])[] = [
  [{ method: 'GET', path: '/', accept: 'text/html,application/xhtml+xml,*/*;q=0.8' }, 'led'],
  [{ method: 'HEAD', path: '/i/a-private-link', accept: 'text/html' }, 'led'],
  [{ method: 'GET', path: '/api/v1/session', accept: 'text/html' }, 'refused'],
  [{ method: 'GET', path: '/api/v1/session', accept: 'application/json' }, 'refused'],
  [{ method: 'GET', path: '/', accept: '*/*' }, 'refused'],
  [{ method: 'POST', path: '/i/a-private-link', accept: 'text/html', body: 'code=123456' }, 'refused'],
  [
    { method: 'POST', path: '/api/v1/session', accept: 'application/json', body: '{"password":"a"}' },
    'refused',
  ],
  [{ method: 'PATCH', path: '/files/a', accept: '*/*', body: 'a film' }, 'refused'],
  [{ method: 'DELETE', path: '/files/a', accept: 'text/html' }, 'refused'],
];

/** What a front at 127.0.0.1 answers to it. */
export async function answerInTheClear(
  port: number,
  host: string,
  { method, path, accept, body }: InTheClear,
): Promise<{ status: number; location: string | undefined; text: string; closes: boolean }> {
  const headers = { Host: host, Accept: accept };
  const asked = request({ host: '127.0.0.1', port, method, path, headers, agent: false });
  const [answer] = (await once(asked.end(body), 'response')) as [IncomingMessage];
  const text = (await answer.setEncoding('utf8').toArray()).join('');
  const { location, connection } = answer.headers;
  return { status: answer.statusCode ?? 0, location, text, closes: connection === 'close' };
}
