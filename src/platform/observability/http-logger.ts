import type { IncomingMessage, ServerResponse } from 'node:http';
import { pinoHttp } from 'pino-http';
import { routeOf } from './http-metrics';
import { newCorrelationId, withCorrelation } from './correlation';
import type { Logger } from './logger';

type Middleware = (request: IncomingMessage, response: ServerResponse, next: () => void) => void;

const QUIET = new Set(['/healthz', '/metrics']);

/** What a line says of a request beyond itself: from the start, and from its end. */
interface About {
  readonly whence: (request: IncomingMessage) => Readonly<Record<string, string>>;
  readonly whoAsked: (request: IncomingMessage) => Readonly<Record<string, string>>;
}

const NOTHING: About = { whence: () => ({}), whoAsked: () => ({}) };

/** Whether it was the client's: some protocols refuse what they do not offer with a 501, and nobody is to be called for that. */
const isRefused = (request: IncomingMessage): boolean =>
  'refused' in request && request.refused !== undefined;

/**
 * Express middleware: one line a request (time, method, path, route, status, milliseconds, and what `about` says of who asked),
 * never headers, query, body or address.
 * Answers `x-correlation-id`, and runs the rest of the request under that id.
 */
export function httpLogger(logger: Logger, { whence, whoAsked }: About = NOTHING): Middleware {
  /** What is known at the start: afterwards the connection may be gone. */
  const known = new WeakMap<IncomingMessage, Readonly<Record<string, string>>>();
  const withId = (request: IncomingMessage, fields: object) => ({
    ...fields,
    route: routeOf(request),
    ...whoAsked(request),
    ...known.get(request),
  });
  const log = pinoHttp({
    logger,
    // The logger itself describes requests and responses.
    wrapSerializers: false,
    autoLogging: { ignore: (request) => QUIET.has(request.url ?? '') },
    customLogLevel: (request, response, error) =>
      error !== undefined || (response.statusCode >= 500 && !isRefused(request)) ? 'error' : 'info',
    customSuccessObject: (request, _response, fields: object) => withId(request, fields),
    customErrorObject: (request, _response, _error, fields: object) => withId(request, fields),
  });
  return (request, response, next) => {
    const id = newCorrelationId();
    known.set(request, { ...whence(request), correlation: id });
    response.setHeader('x-correlation-id', id);
    log(request, response);
    withCorrelation(id, next);
  };
}
