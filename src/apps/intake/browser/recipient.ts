import { stands } from './lib/stands';

/** So long, and one answer more, what has ended elsewhere may stand on a screen that somebody looks at. */
const EVERY_MS = 30_000;
/** Between two windows that are both to be seen, the focus goes to and fro. */
const FOCUS_MS = 5_000;

let asking = false;
let askedAt = performance.now();

/**
 * The page of a bundle gives way to what the service says now once its link was taken back or its session has ended. Nothing is typed there, and a
 * download that runs is the browser's own. Without a line nobody can know, and it stays.
 */
async function ask(): Promise<void> {
  if (asking || document.hidden) return;
  asking = true;
  const page = await stands('/download/still');
  askedAt = performance.now();
  asking = false;
  if (page !== undefined && page !== '') window.location.replace('/download');
}

const now = (): void => void ask();
document.addEventListener('visibilitychange', now);
window.addEventListener('online', now);
window.addEventListener('pageshow', (event) => {
  if (event.persisted) now();
});
window.addEventListener('focus', () => {
  if (performance.now() - askedAt > FOCUS_MS) now();
});
setInterval(now, EVERY_MS);
