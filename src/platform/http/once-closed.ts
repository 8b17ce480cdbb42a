import type { Response } from 'express';

/**
 * Runs `end` when the answer is given or its connection is gone; at once where that has happened. What receives a body may wait for
 * ever for one whose connection broke at the wrong moment, so nothing that is held for it may hang on its end.
 */
export function onceClosed(response: Response, end: () => void): void {
  if (response.closed || response.destroyed) end();
  else response.once('close', end);
}
