import type { Request } from 'express';
import { SignInNeeded } from '../access/access.errors';
import '../session/session.data';

/** How often it is asked whether somebody still may. Milliseconds. */
const RECHECK_MS = 1_000;

export interface Asked {
  /** What happens when the right has ended; once. */
  readonly ended: () => void;
  /** After each time that the right was found. */
  readonly found?: () => void;
}

/**
 * Asks again and again whether the officer of a request still may: whether `stillMay` does not refuse, and whether they
 * are still signed in. Running out of idle time does not count, for whoever watches a long film sends no requests.
 * @returns how to stop asking
 */
export function whileAllowed(
  request: Request,
  stillMay: () => Promise<void>,
  { ended, found }: Asked,
): () => void {
  const may = async (): Promise<void> => {
    await stillMay();
    if ((await request.stillSignedIn?.()) === false) throw new SignInNeeded();
  };
  const watch = setInterval(() => {
    may().then(found, () => {
      clearInterval(watch);
      ended();
    });
  }, RECHECK_MS);
  return () => clearInterval(watch);
}
