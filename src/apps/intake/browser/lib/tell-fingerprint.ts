import { Refusal, sendFingerprint, worthRetrying } from './api';
import { RETRY_DELAYS } from './sender';

const MOST = 40;
const SHORTEST_MS = 500;

/** The device's own fingerprint of a file that is whole on the server; given up where the server does not want it. */
export async function tellFingerprint(id: string, sha256: string): Promise<void> {
  for (const delay of RETRY_DELAYS.slice(0, MOST)) {
    try {
      await sendFingerprint(id, sha256);
      return;
    } catch (error) {
      if (error instanceof Refusal && !worthRetrying(error.status)) return;
      await new Promise((resolve) => setTimeout(resolve, Math.max(delay, SHORTEST_MS)));
    }
  }
}
