import type { IncomingMessage, ServerResponse } from 'node:http';
import { Gauge, Histogram, type Registry } from 'prom-client';
import { onceClosed } from '../../kernel/once-closed';

type Middleware = (request: IncomingMessage, response: ServerResponse, next: () => void) => void;

const METHODS = new Set(['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS']);
/** Seconds: pages are answered in milliseconds, a film may take hours to go. */
const BUCKETS = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 15, 60, 600];

/** The pattern of the route, such as `/clips/:id`: never the address, which names things and grows without end. */
export function routeOf(request: IncomingMessage): string {
  const { route } = request as { route?: { path?: unknown } };
  return typeof route?.path === 'string' ? route.path : 'none';
}

/** One that there is, or `other`: anybody can make one up. */
export const methodOf = ({ method = '' }: IncomingMessage): string =>
  METHODS.has(method) ? method : 'other';

/**
 * Express middleware: rate, errors and duration of requests by method, route and class of status, as
 * `lintel_http_request_seconds`; one whose line broke before its answer was whole counts as `broken`.
 */
export function httpMetrics(registry: Registry): Middleware {
  const seconds = new Histogram({
    name: 'lintel_http_request_seconds',
    help: 'Requests by method, route and class of status, from their headers to the end of the answer.',
    labelNames: ['method', 'route', 'status'],
    buckets: BUCKETS,
    registers: [registry],
  });
  const open = new Gauge({
    name: 'lintel_http_requests_open',
    help: 'Requests that are being answered.',
    registers: [registry],
  });
  return (request, response, next) => {
    const end = seconds.startTimer();
    open.inc();
    onceClosed(response, () => {
      open.dec();
      const method = methodOf(request);
      const status = response.writableFinished ? `${Math.floor(response.statusCode / 100)}xx` : 'broken';
      end({ method, route: routeOf(request), status });
    });
    next();
  };
}
