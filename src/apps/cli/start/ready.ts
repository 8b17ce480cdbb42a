import { connect } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { Refusal } from '../refusal';
import type { Child } from './child';
import type { Listener } from './ports';

const PATIENCE_MS = 90_000;
const MAX_DEATHS = 3;

const reachable = (host: string): string => {
  if (host === '0.0.0.0') return '127.0.0.1';
  if (host === '::') return '[::1]';
  return host.includes(':') ? `[${host}]` : host;
};

/** Who shows no certificate is told nothing: that it listens must do. */
function isListening(host: string, port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect({ host, port, timeout: 2_000 });
    for (const [event, found] of [
      ['connect', true],
      ['timeout', false],
      ['error', false],
    ] as const)
      socket.once(event, () => {
        socket.destroy();
        resolve(found);
      });
  });
}

async function isHealthy({ host, port, tls }: Listener): Promise<boolean> {
  if (tls === true) return isListening(reachable(host).replaceAll(/[[\]]/g, ''), port);
  try {
    const answer = await fetch(`http://${reachable(host)}:${port}/healthz`, {
      signal: AbortSignal.timeout(2_000),
    });
    await answer.arrayBuffer();
    return answer.status === 200;
  } catch {
    return false;
  }
}

/** Waits until the process answers /healthz. @throws Refusal when it keeps ending, or after a minute and a half. */
export async function untilReady(
  child: Child,
  at: Listener,
  logFile: string,
  stop: AbortSignal,
): Promise<void> {
  const deadline = Date.now() + PATIENCE_MS;
  while (!stop.aborted) {
    if (await isHealthy(at)) return;
    if (child.deaths >= MAX_DEATHS || Date.now() > deadline) {
      throw new Refusal(`${child.name} did not start; its log says why: ${logFile}`);
    }
    await sleep(100);
  }
}
