import { setTimeout as sleep } from 'node:timers/promises';
import { askIssuer, withoutCertificate, type IssuerTrouble } from '../../../platform/services/ask-issuer';
import { readServing, type MutualTls, type TlsFiles } from '../../../platform/services/mutual-tls';
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

/** With `isDistrust` waiting does not help: what runs takes a certificate that serves by itself. */
type Trouble = Pick<IssuerTrouble, 'sentence' | 'isDistrust'>;

function served(files: TlsFiles): MutualTls | Trouble {
  try {
    return readServing(files);
  } catch (error) {
    return withoutCertificate(error);
  }
}

/** Why it is not well yet; nothing when it is. */
async function troubleOf({ host, port, tls }: Listener): Promise<Trouble | undefined> {
  const place = `${reachable(host)}:${port}`;
  if (tls !== undefined) {
    const shown = served(tls);
    if ('sentence' in shown) return shown;
    const state = await askIssuer({ url: `https://${place}`, tls: shown, byPlace: true }, '/healthz');
    return state.kind === 'well' ? undefined : state;
  }
  const answer = await fetch(`http://${place}/healthz`, { signal: AbortSignal.timeout(2_000) });
  await answer.arrayBuffer();
  return answer.status === 200 ? undefined : { sentence: `it answers ${answer.status}` };
}

/**
 * Waits until the process answers /healthz. A certificate between two of ours that does not serve keeps no victim out: the start goes on.
 * @returns what is then wrong
 * @throws Refusal when it keeps ending, or after a minute and a half.
 */
export async function untilReady(
  child: Pick<Child, 'name' | 'deaths'>,
  at: Listener,
  logFile: string,
  stop: AbortSignal,
): Promise<string | undefined> {
  const deadline = Date.now() + PATIENCE_MS;
  while (!stop.aborted) {
    const found = await troubleOf(at).catch((): Trouble => ({ sentence: 'it does not answer' }));
    if (found === undefined) return undefined;
    const trouble = found.sentence;
    const isLate = Date.now() > deadline;
    if (found.isDistrust === true || (isLate && at.tls !== undefined)) return trouble;
    if (child.deaths >= MAX_DEATHS || isLate) {
      throw new Refusal(`${child.name} did not start (${trouble}); its log says why: ${logFile}`);
    }
    await sleep(100);
  }
  return undefined;
}
