import type { IncomingMessage, Server, ServerResponse } from 'node:http';

/** Answers; calls `otherwise` in its place where it turns out, before the first byte, that it cannot. */
export type AheadAnswer = (response: ServerResponse, otherwise: () => void) => void;

/** How a request is answered before anything else looks at it; undefined: as all others are. */
export type Ahead = (request: IncomingMessage) => AheadAnswer | undefined;

type Counter = (request: IncomingMessage, response: ServerResponse, next: () => void) => void;

const NOTHING: Counter = (_request, _response, next) => next();

/**
 * Lets `ahead` answer what comes many times in a second, and for which all that is asked of a request has just been asked: no header of
 * ours, line of the log or limit is added to its answer. What it does not answer goes the whole way. `count` sees what it answers.
 */
export function answerAhead(server: Server, ahead: Ahead, count: Counter = NOTHING): void {
  const others = server.listeners('request') as ((
    request: IncomingMessage,
    response: ServerResponse,
  ) => void)[];
  server.removeAllListeners('request');
  server.on('request', (request, response) => {
    const wholeWay = (): void => {
      for (const listener of others) listener.call(server, request, response);
    };
    const answer = ahead(request);
    if (answer === undefined) wholeWay();
    else count(request, response, () => answer(response, wholeWay));
  });
}
