import { setTimeout as sleep } from 'node:timers/promises';
import { askIssuer } from '../../../platform/services/ask-issuer';
import { readTls } from '../../../platform/services/mutual-tls';
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

/** Why it is not well yet; nothing when it is. */
async function troubleOf({ host, port, tls }: Listener): Promise<string | undefined> {
  const place = `${reachable(host)}:${port}`;
  if (tls !== undefined) {
    const state = await askIssuer({ url: `https://${place}`, tls: readTls(tls), byPlace: true }, '/healthz');
    return state.kind === 'well' ? undefined : state.sentence;
  }
  const answer = await fetch(`http://${place}/healthz`, { signal: AbortSignal.timeout(2_000) });
  await answer.arrayBuffer();
  return answer.status === 200 ? undefined : `it answers ${answer.status}`;
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
    const trouble = await troubleOf(at).catch(() => 'it does not answer');
    if (trouble === undefined) return;
    if (child.deaths >= MAX_DEATHS || Date.now() > deadline) {
      throw new Refusal(`${child.name} did not start (${trouble}); its log says why: ${logFile}`);
    }
    await sleep(100);
  }
}
