import { type ArgumentsHost, Catch, type ExceptionFilter } from '@nestjs/common';
import type { Request, Response } from 'express';
import { NotFound } from '../../kernel/errors';
import { isOvertaken } from '../database';
import { orNotAllowed, type Routes } from './allowed-methods';
import { closeInStages } from './close-in-stages';
import { type Logger, newCorrelationId } from '../observability';
import { isUnstorable, type Problem, problemOf, SOON_SECONDS } from './problem';

/** How an app shows a problem to a person: HTML, or another page to go to (a sign-in page, say). */
export type ErrorPage = (problem: Problem, request: Request) => string | { readonly redirect: string };

declare module 'express-serve-static-core' {
  interface Request {
    /** Why it was refused, for its line in the log. */
    refused?: string;
  }
}

const escapeHtml = (text: string): string =>
  text.replace(/[&<>"']/g, (char) => `&#${char.charCodeAt(0).toString()};`);

const plainErrorPage: ErrorPage = (problem) =>
  `<!doctype html><html lang="en"><meta charset="utf-8"><title>${escapeHtml(problem.title)}</title>` +
  `<h1>${escapeHtml(problem.detail)}</h1><p>Reference: ${escapeHtml(problem.correlation)}</p></html>`;

/** Programs get problem+json; only who asks for HTML, outside the API, gets a page. */
export const wantsPage = (request: Request): boolean =>
  !request.path.startsWith('/api/') && (request.headers.accept ?? '').includes('text/html');

/** Nothing has a NUL in its name: an address with one leads nowhere, like that of any other thing that is not there. */
const namesNothing = (error: unknown, { path }: Request): boolean =>
  isUnstorable(error) && path.includes('%00');

/**
 * Of what is refused: where, and what stood behind it. Its words are for whoever asked, and may name people and files, or say what was
 * written.
 */
function withoutWords(error: unknown): { readonly at?: string; readonly err?: unknown } {
  if (!(error instanceof Error)) return {};
  const { message, stack = '', cause } = error;
  const at = stack.slice(stack.indexOf(message) + message.length).trim();
  return { at, ...(cause === undefined ? {} : { err: cause }) };
}

/** The one place where an error becomes an answer. Causes go to the log under the same correlation id. */
@Catch()
export class ProblemFilter implements ExceptionFilter {
  constructor(
    private readonly logger: Logger,
    private readonly page: ErrorPage = plainErrorPage,
    private readonly routes?: Routes,
  ) {}

  catch(error: unknown, host: ArgumentsHost): void {
    const http = host.switchToHttp();
    const [request, response] = [http.getRequest<Request>(), http.getResponse<Response>()];
    this.refuse(orNotAllowed(this.routes, error, request, response), request, response);
  }

  /** Also for what is refused outside a route. */
  refuse(error: unknown, request: Request, response: Response): void {
    const known = response.getHeader('x-correlation-id');
    const met = namesNothing(error, request) ? new NotFound('What you asked for', { cause: error }) : error;
    const problem = problemOf(met, typeof known === 'string' ? known : newCorrelationId());
    const { correlation } = problem;
    if (problem.status < 500) request.refused = problem.code;
    if (problem.status >= 500) this.logger.error({ correlation, err: error }, 'request failed');
    // Whoever looks first says it in better words: many of these are a check that a service forgot.
    else if (isOvertaken(error)) this.logger.warn({ correlation, err: error }, 'request overtaken');
    else this.logger.debug({ correlation, problem: problem.code, ...withoutWords(error) }, 'request refused');
    if (response.headersSent) {
      response.destroy();
      return;
    }
    this.answer(problem, request, response);
  }

  private answer(problem: Problem, request: Request, response: Response): void {
    for (const header of [
      'Content-Length',
      'Content-Range',
      'ETag',
      'Last-Modified',
      'Content-Disposition',
    ]) {
      response.removeHeader(header);
    }
    response.setHeader('Cache-Control', 'no-store');
    const retryAfter =
      problem.facts?.['retryAfterSeconds'] ?? (problem.status === 503 ? SOON_SECONDS : undefined);
    if (typeof retryAfter === 'number') response.setHeader('Retry-After', Math.ceil(retryAfter));
    // An upload that is refused half way would otherwise be read to its end, or hang the next request.
    if (!request.complete) closeInStages(request, response);
    if (!wantsPage(request)) {
      response.status(problem.status).type('application/problem+json').send(JSON.stringify(problem));
      return;
    }
    const page = this.page(problem, request);
    if (typeof page === 'string') response.status(problem.status).type('html').send(page);
    else response.redirect(303, page.redirect);
  }
}
