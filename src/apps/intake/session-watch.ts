import type { Request } from 'express';
import { SessionEnded } from '../../features/invitations';
import type { Logger } from '../../platform/observability';
import type { Sessions } from './session';

const EVERY_MS = 15_000;

/**
 * While a long body arrives: keeps the session alive, and cuts the connection when it has ended (she left in another
 * window, or her invitation was revoked). A database that cannot be asked for a moment cuts nothing.
 * @returns stops watching.
 */
export function watchSession(
  sessions: Sessions,
  request: Request,
  logger: Logger,
  everyMs = EVERY_MS,
): () => void {
  const timer = setInterval(() => {
    sessions.visitor(request).catch((error: unknown) => {
      if (error instanceof SessionEnded) request.destroy();
      else logger.warn({ err: error }, 'a session could not be checked');
    });
  }, everyMs);
  timer.unref();
  return () => clearInterval(timer);
}
