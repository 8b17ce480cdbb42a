import type { Server, Socket } from 'node:net';
import type { Request, Response } from 'express';
import type { ViewingId } from '../../../../kernel/ids';
import { onceClosed, sendObject, type SendableObject } from '../../../../platform/http';
import { whileAllowed } from './while-allowed';

/** Sends an object as long as its ticket counts: who loses the right, or signs out, loses the stream in the middle. */
export async function sendWhile(
  request: Request,
  response: Response,
  object: SendableObject,
  ticket: ViewingId,
): Promise<void> {
  await sendObject(request, response, object, {
    watch: (cut) =>
      whileAllowed(request, ticket, {
        ended: () => {
          // A reset drops what the system still holds of the stream; an ordinary end would deliver it.
          request.socket.resetAndDestroy();
          cut();
        },
      }),
  });
}

const isStopping = ({ socket }: Request): boolean =>
  (socket as Socket & { readonly server?: Server }).server?.listening === false;

/**
 * Says nothing as long as the ticket counts, and then `ended`, as a server-sent event: so that a player stops
 * also with what it has been given already.
 */
export function tellTheEnd(request: Request, response: Response, ticket: ViewingId): void {
  response.writeHead(200, { 'Content-Type': 'text/event-stream', 'X-Accel-Buffering': 'no' });
  const stop = whileAllowed(request, ticket, {
    ended: () => response.end('event: ended\ndata:\n\n'),
    found: () => {
      // A service that is being stopped waits for nobody; the browser asks again by itself.
      if (isStopping(request)) response.end();
      // A comment: a line that is dead is found out by writing to it.
      else response.write(':\n\n');
    },
  });
  onceClosed(response, stop);
  response.write(':\n\n');
}
