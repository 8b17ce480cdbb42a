import type { RequestHandler, Response } from 'express';

type End = Response['end'];

/**
 * An answer that sends the browser elsewhere has no body. express-session gives out the head and all but the last byte of one before the
 * session is kept, and a browser goes on as soon as it has the head: it would come with a session that does not know yet what it was
 * sent for.
 */
export const keptFirst: RequestHandler = (_request, response, next) => {
  const end = response.end.bind(response) as (...given: unknown[]) => Response;
  response.end = ((...given: unknown[]) => {
    const { statusCode, headersSent } = response;
    if (headersSent || statusCode < 300 || !response.hasHeader('Location')) return end(...given);
    response.removeHeader('Content-Type');
    response.setHeader('Content-Length', 0);
    return end();
  }) as End;
  next();
};
