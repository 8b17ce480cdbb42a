import { onWake } from './wake';

const LOOK_MS = 5_000;
/** So long after a change of network a line that stands still is soon asked about: it may have died without a word. */
const DOUBT_MS = 60_000;

/**
 * What stands still goes on by itself.
 * @param revive for how long something has to have stood still
 * @param hurry what waits for its next try need not wait any longer
 */
export function reviving(revive: (after?: number) => void, hurry: () => void): void {
  let doubtUntil = 0;
  onWake(() => {
    doubtUntil = performance.now() + DOUBT_MS;
    revive(LOOK_MS);
    hurry();
  });
  setInterval(() => revive(performance.now() < doubtUntil ? LOOK_MS : undefined), LOOK_MS);
}
