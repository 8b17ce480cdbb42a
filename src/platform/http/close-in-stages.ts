import type { Request, Response } from 'express';

/** So long a client has to take its answer while the rest of its body still comes. */
const TO_TAKE_IT_MS = 5_000;

/**
 * Of a request whose body is still on its way when it is answered: sends the answer, then that no more comes, and passes over what is on
 * the line meanwhile, until the client closes it or some seconds are over. A line that is closed at once is reset by the next bytes, and
 * the client may lose the answer that it has not read yet: a browser shows a page of its own then (RFC 9112, section 9.6).
 */
export function closeInStages(request: Request, response: Response): void {
  const { socket } = request;
  response.setHeader('Connection', 'close');
  // What Node calls once the last answer of a connection is written.
  socket.destroySoon = () => {
    const cut = setTimeout(() => socket.destroy(), TO_TAKE_IT_MS);
    cut.unref();
    socket.once('close', () => clearTimeout(cut));
    socket.end();
    if (request.complete) socket.destroy();
    else request.once('end', () => socket.destroy()).resume();
  };
}
