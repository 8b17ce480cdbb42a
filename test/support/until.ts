import { setTimeout as sleep } from 'node:timers/promises';

/**
 * For so long a test waits for what happens by itself. It costs nothing where it happens, and a machine on which everything
 * runs at once is slow by no fault of ours. What must be quick has its own limit, and says so.
 */
export const PATIENCE_MS = 120_000;

/** Asks until the answer holds. @throws Error naming what did not come about within `ms`. */
export async function until<T>(
  what: string,
  ask: () => Promise<T | undefined | false>,
  ms = PATIENCE_MS,
): Promise<T> {
  const end = Date.now() + ms;
  for (;;) {
    const answer = await ask();
    if (answer !== undefined && answer !== false) return answer;
    if (Date.now() > end) throw new Error(`${what} did not happen within ${ms / 1000} s`);
    await sleep(50);
  }
}
