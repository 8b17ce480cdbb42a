import type { Request } from 'express';
import type { ViewingId } from '../../../../kernel/ids';
import '../session/session.data';

/** How often it is asked whether somebody still may. Milliseconds. */
export const RECHECK_MS = 1_000;

export interface Asked {
  /** What happens when the right has ended; once. */
  readonly ended: () => void;
  /** After each time that the right was found. */
  readonly found?: () => void;
}

/**
 * Asks again and again whether what is sent under a ticket may go on: whether its officer still may read, and is still
 * signed in. Running out of idle time does not count, for whoever watches a long film sends no requests.
 * @returns how to stop asking
 */
export function whileAllowed(request: Request, ticket: ViewingId, { ended, found }: Asked): () => void {
  const end = (): void => {
    clearInterval(watch);
    ended();
  };
  const ask = async (): Promise<void> => {
    if ((await request.mayGoOn?.(ticket)) === true) found?.();
    else end();
  };
  const watch = setInterval(() => {
    // Whoever cannot be asked about may not.
    ask().catch(end);
  }, RECHECK_MS);
  return () => clearInterval(watch);
}
