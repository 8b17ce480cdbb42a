import { ask as askFor, jsonOf, SHORT_MS } from './ask';

/** So long, and one answer more, what has ended elsewhere may stand on a screen that somebody looks at. */
const EVERY_MS = 30_000;
/** Between two windows that are both to be seen, the focus goes to and fro. */
const FOCUS_MS = 5_000;
/** Asked by pages that stand open; no use of the session. */
export const STILL = '/api/v1/session/still';

/** Who is signed in; empty: nobody; `undefined`: nobody knows, for want of an answer. */
async function signedIn(): Promise<string | undefined> {
  const answer = await askFor(STILL, {}, SHORT_MS);
  if (answer?.status === 401) return '';
  return answer?.ok === true ? (jsonOf(answer) as { id: string } | undefined)?.id : undefined;
}

/**
 * Asks who is signed in whenever somebody comes back to the page, and now and then while it is to be seen: a session that is ended from another
 * machine, or with the account, tells no page. Without a line nobody can know, and nothing is told.
 * @param officer whose page it is
 */
export function lookWhetherStill(officer: string, told: (who: string) => void): void {
  let asking = false;
  let askedAt = performance.now();
  const ask = async (): Promise<void> => {
    if (asking || document.hidden) return;
    asking = true;
    let who = await signedIn();
    // Asked while another tab confirmed who the officer is, it went with the secret that counted until then.
    if (who !== undefined && who !== officer) who = await signedIn();
    askedAt = performance.now();
    asking = false;
    if (who !== undefined) told(who);
  };
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
}
