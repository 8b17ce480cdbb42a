/** So long, and one answer more, what has ended elsewhere may stand on a screen that somebody looks at. */
const EVERY_MS = 30_000;
/** Between two windows that are both to be seen, the focus goes to and fro. */
const FOCUS_MS = 5_000;

/**
 * Asks whenever somebody comes back to the page or its line does, and now and then, one question at a time. Whether the page is to be seen is theirs to ask.
 * @returns asks at once
 */
export function onComingBack(ask: () => Promise<void>): () => void {
  let asking = false;
  let askedAt = performance.now();
  const now = (): void => {
    if (asking) return;
    asking = true;
    void ask().finally(() => {
      askedAt = performance.now();
      asking = false;
    });
  };
  document.addEventListener('visibilitychange', now);
  window.addEventListener('online', now);
  window.addEventListener('focus', () => {
    if (performance.now() - askedAt > FOCUS_MS) now();
  });
  setInterval(now, EVERY_MS);
  return now;
}
