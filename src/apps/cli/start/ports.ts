import { setTimeout as sleep } from 'node:timers/promises';
import { freePort, listeningFails } from '../../../platform/free-port';
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
  const { host, port } = listener;
  if (port === 0) {
    try {
      return { ...listener, port: await freePort(host) };
    } catch (error) {
      throw refusal(listener, (error as NodeJS.ErrnoException).code ?? 'error');
    }
  }
  const deadline = Date.now() + patienceMs;
  for (;;) {
    const error = await listeningFails(host, port);
    if (error === undefined) return listener;
    if (error !== 'EADDRINUSE' || Date.now() > deadline) throw refusal(listener, error);
    await sleep(250);
  }
}
