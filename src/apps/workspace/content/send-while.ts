import type { Request, Response } from 'express';
import { sendObject, type SendableObject } from '../../../platform/http';
import { SignInNeeded } from '../access/access.errors';
import '../session/session.data';

/** How often a running stream asks whether its reader still may. Milliseconds. */
const RECHECK_MS = 1_000;

/**
 * Sends an object as long as `stillMay` does not refuse: who loses the right, or signs out, loses the stream in the
 * middle. Running out of idle time does not end it, for whoever watches a long film sends no requests.
 */
export async function sendWhile(
  request: Request,
  response: Response,
  object: SendableObject,
  stillMay: () => Promise<void>,
): Promise<void> {
  const ended = new AbortController();
  // A reset drops what the system still holds of the stream; an ordinary end would deliver it.
  ended.signal.addEventListener('abort', () => request.socket.resetAndDestroy());
  const may = async (): Promise<void> => {
    await stillMay();
    if ((await request.stillSignedIn?.()) === false) throw new SignInNeeded();
  };
  const watch = setInterval(() => {
    may().catch(() => ended.abort());
  }, RECHECK_MS);
  try {
    await sendObject(request, response, object, { signal: ended.signal });
  } finally {
    clearInterval(watch);
  }
}
