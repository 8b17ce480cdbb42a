import type { Request, Response } from 'express';
import { SessionEnded } from '../../features/invitations';
import { closeInStages } from '../../platform/http';
import type { Logger } from '../../platform/observability';
import type { Sessions } from './session';

const EVERY_MS = 15_000;
/**
 * While a long body arrives: keeps the session alive, and cuts the connection when it has ended (the victim left in another
 * window, or the invitation was revoked). A database that cannot be asked for a moment cuts nothing.
 * @param cut what is done then; by itself the line is cut without a word, which is enough for a program
 * @returns stops watching.
 */
export function watchSession(
  sessions: Sessions,
  request: Request,
  logger: Logger,
  cut: () => void = () => void request.destroy(),
): () => void {
  const timer = setInterval(() => {
    sessions.visitor(request).catch((error: unknown) => {
      if (error instanceof SessionEnded) {
        stop();
        cut();
      } else logger.warn({ err: error }, 'a session could not be checked');
    });
  }, EVERY_MS);
  timer.unref();
  const stop = (): void => clearInterval(timer);
  return stop;
}

/**
 * The same for a person's own form: the browser would tell only that the line broke. It is led to a page that says what has happened.
 */
export const leadingTo =
  (path: string, request: Request, response: Response): (() => void) =>
  () => {
    if (response.headersSent) {
      request.destroy();
      return;
    }
    closeInStages(request, response);
    response.redirect(303, path);
  };
