import { setTimeout as sleep } from 'node:timers/promises';

/**
 * For so long a test waits for what happens by itself. It costs nothing where it happens, and a machine on which everything
 * runs at once is slow by no fault of ours. What must be quick has its own limit, and says so.
 */
export const PATIENCE_MS = 120_000;

/**
 * Between two questions: many of them start a query, a page or a program, beside what is waited for. What comes soon is met at once; of what
 * takes long, a twentieth of the wait is added at most.
 */
const SHORTEST_PAUSE_MS = 50;
const LONGEST_PAUSE_MS = 250;
const pauseAfter = (waitedMs: number): number =>
  Math.min(LONGEST_PAUSE_MS, Math.max(SHORTEST_PAUSE_MS, waitedMs / 20));

/** Asks until the answer holds. @throws Error naming what did not come about within `ms`. */
export async function until<T>(
  what: string,
  ask: () => Promise<T | undefined | false>,
  ms = PATIENCE_MS,
): Promise<T> {
  const begun = Date.now();
  for (;;) {
    const answer = await ask();
    if (answer !== undefined && answer !== false) return answer;
    const waited = Date.now() - begun;
    if (waited > ms) throw new Error(`${what} did not happen within ${ms / 1000} s`);
    await sleep(pauseAfter(waited));
  }
}
