import { createServer } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import type { TlsFiles } from '../../../platform/services/mutual-tls';
import { Refusal } from '../refusal';

export interface Listener {
  readonly name: string;
  /** The setting that moves it. */
  readonly setting: string;
  readonly host: string;
  readonly port: number;
  /** It answers only who shows a certificate: its own does. */
  readonly tls?: TlsFiles | undefined;
}

/** Error code of listening there, or the port that was got. */
async function probe(host: string, port: number): Promise<string | number> {
  return new Promise((resolve) => {
    const server = createServer();
    server.on('error', (error: NodeJS.ErrnoException) => resolve(error.code ?? 'error'));
    server.listen({ host, port, exclusive: true }, () => {
      const address = server.address();
      const got = typeof address === 'object' ? (address?.port ?? port) : port;
      server.close(() => resolve(got));
    });
  });
}

function refusal({ name, setting, host, port }: Listener, code: string): Refusal {
  const place = `${host}:${port}`;
  if (code === 'EADDRINUSE') {
    return new Refusal(
      `${place}, where ${name} listens, is in use: stop what uses it, or set ${setting} to another port.`,
    );
  }
  return new Refusal(
    `${name} cannot listen on ${place} (${code}): set ${setting} and its host to what this machine allows.`,
  );
}

/**
 * Checks that each can listen where it should; port 0 becomes a free port.
 * @param patienceMs how long a process that is about to end may still hold a port.
 * @throws Refusal for the first that cannot.
 */
export async function settlePort(listener: Listener, patienceMs: number): Promise<Listener> {
  const deadline = Date.now() + patienceMs;
  for (;;) {
    const answer = await probe(listener.host, listener.port);
    if (typeof answer === 'number') return { ...listener, port: answer };
    if (answer !== 'EADDRINUSE' || Date.now() > deadline) throw refusal(listener, answer);
    await sleep(250);
  }
}
