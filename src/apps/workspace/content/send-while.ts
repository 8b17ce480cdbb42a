import type { Request, Response } from 'express';
import { sendObject, type SendableObject } from '../../../platform/http';

/** How often a running stream asks whether its reader still may. Milliseconds. */
const RECHECK_MS = 1_000;

/** Sends an object as long as `stillMay` does not refuse: who loses the right loses the stream in the middle. */
export async function sendWhile(
  request: Request,
  response: Response,
  object: SendableObject,
  stillMay: () => Promise<void>,
): Promise<void> {
  const ended = new AbortController();
  // A reset drops what the system still holds of the stream; an ordinary end would deliver it.
  ended.signal.addEventListener('abort', () => request.socket.resetAndDestroy());
  const watch = setInterval(() => {
    stillMay().catch(() => ended.abort());
  }, RECHECK_MS);
  try {
    await sendObject(request, response, object, { signal: ended.signal });
  } finally {
    clearInterval(watch);
  }
}
