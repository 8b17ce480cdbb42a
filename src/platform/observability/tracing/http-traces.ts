import type { IncomingMessage, ServerResponse } from 'node:http';
import { onceClosed } from '../../../kernel/once-closed';
import { methodOf, routeOf } from '../http-metrics';
import { withOpenSpan } from './traces';

type Middleware = (request: IncomingMessage, response: ServerResponse, next: () => void) => void;

/** Express middleware: a span for each request. A caller's own `traceparent` is not taken: it would tie strangers' requests together. */
export const httpTraces: Middleware = (request, response, next) => {
  const method = methodOf(request);
  withOpenSpan({ name: method, kind: 'server', facts: { 'http.request.method': method } }, (span) => {
    onceClosed(response, () => {
      const route = routeOf(request);
      span?.end({
        failed: response.statusCode >= 500 || !response.writableFinished,
        name: `${method} ${route}`,
        facts: { 'http.route': route, 'http.response.status_code': response.statusCode },
      });
    });
    next();
  });
};
