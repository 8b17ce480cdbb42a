import { STATUS_CODES } from 'node:http';
import { HttpException } from '@nestjs/common';
import { z } from 'zod';
import { DomainError, type ErrorKind } from '../../kernel/errors';
import { isOvertaken, Overtaken, sqlStateOf } from '../database';
import { whyAway } from '../services';

export interface FieldError {
  /** Dotted path of the field; empty for the whole body. */
  readonly field: string;
  readonly message: string;
}

/** Problem details of RFC 9457. `type` is about:blank, so `title` is the status phrase; `code` tells more. */
export interface Problem {
  readonly type: 'about:blank';
  readonly title: string;
  readonly status: number;
  readonly detail: string;
  readonly code: string;
  /** Finds the log lines of this request. */
  readonly correlation: string;
  readonly errors?: readonly FieldError[];
  readonly facts?: Readonly<Record<string, string | number | boolean>>;
}

interface SchemaIssue {
  readonly message: string;
  readonly path?: readonly (PropertyKey | { readonly key: PropertyKey })[] | undefined;
}

/** Input that does not fit its schema; one line per field. */
export class ValidationFailed extends DomainError {
  readonly kind = 'invalid';
  readonly code = 'invalid-input';
  readonly errors: readonly FieldError[];

  constructor(issues: readonly SchemaIssue[]) {
    super('Some of the answers need another look.');
    this.errors = issues.slice(0, 50).map((issue) => ({
      field: (issue.path ?? []).map((part) => String(typeof part === 'object' ? part.key : part)).join('.'),
      message: issue.message,
    }));
  }
}

/** A character that no text in PostgreSQL can hold: a NUL, or half of a pair. It comes from whoever asks, wherever it was typed. */
export class UnstorableText extends DomainError {
  readonly kind = 'invalid';
  readonly code = 'unstorable-text';
  constructor() {
    super('There is a character in this that cannot be kept. Please type it again.');
  }
}

/** Whoever is told to come again, and not when, comes at once and in a crowd. */
export const SOON_SECONDS = 10;

/** The database, the store or the queue cannot be reached, does not answer, or has no room: it passes without the person who asked. */
export class ServiceAway extends DomainError {
  readonly kind = 'unavailable';
  readonly code = 'service-away';
  override readonly facts = { retryAfterSeconds: SOON_SECONDS };
  constructor(options?: ErrorOptions) {
    super(
      'A part of the service does not work at the moment. Nothing that was sent has been lost. Please try again in a few minutes; what you were changing may have been done or not, so look first.',
      options,
    );
  }
}

/** What an error of a driver says to people, where it is known; the error itself otherwise. Here, and not in each route: none can forget it. */
export function meaningOf(error: unknown): unknown {
  if (error instanceof DomainError || error instanceof HttpException) return error;
  if (isUnstorable(error)) return new UnstorableText();
  if (isOvertaken(error)) return new Overtaken({ cause: error });
  return whyAway(error) === undefined ? error : new ServiceAway({ cause: error });
}

/** How PostgreSQL says that: character_not_in_repertoire of a text, untranslatable_character of JSON. */
const UNSTORABLE = new Set(['22021', '22P05']);

export const isUnstorable = (error: unknown): boolean => UNSTORABLE.has(sqlStateOf(error) ?? '');

const STATUS_OF: Readonly<Record<ErrorKind, number>> = {
  invalid: 400,
  unauthenticated: 401,
  forbidden: 403,
  'not-found': 404,
  conflict: 409,
  'too-large': 413,
  'too-many': 429,
  unavailable: 503,
};

export const statusOf = (error: DomainError): number => STATUS_OF[error.kind];

/** What may be said of a status when the error itself has no public words. */
const DETAIL_OF: Readonly<Record<number, string>> = {
  400: 'The request could not be understood.',
  401: 'Please sign in first.',
  403: 'You may not do that.',
  404: 'That could not be found.',
  405: 'That cannot be done here.',
  408: 'This took too long to arrive. Please try again, where the line is better if you can.',
  409: 'That no longer fits the present state.',
  413: 'That is too large.',
  415: 'That kind of content is not accepted here.',
  429: 'Too many attempts. Please wait a little and try again.',
  503: 'The service is busy or being updated. Please try again in a moment.',
};
const DETAIL_ELSE = 'Something went wrong on our side. Nothing you sent has been lost; please try again.';

function problem(status: number, correlation: string, detail?: string, code?: string): Problem {
  const title = STATUS_CODES[status] ?? 'Error';
  return {
    type: 'about:blank',
    title,
    status,
    detail: detail ?? DETAIL_OF[status] ?? DETAIL_OF[status < 500 ? 400 : 500] ?? DETAIL_ELSE,
    code: code ?? title.toLowerCase().replace(/[^a-z]+/g, '-'),
    correlation,
  };
}

/** The public side of any error. Only a DomainError speaks for itself; the words of all others stay in the log. */
export function problemOf(error: unknown, correlation: string): Problem {
  if (error instanceof z.ZodError) return problemOf(new ValidationFailed(error.issues), correlation);
  if (error instanceof DomainError) {
    return {
      ...problem(statusOf(error), correlation, error.message, error.code),
      ...(error instanceof ValidationFailed ? { errors: error.errors } : {}),
      ...(Object.keys(error.facts).length > 0 ? { facts: error.facts } : {}),
    };
  }
  if (error instanceof HttpException) return problem(error.getStatus(), correlation);
  const meant = meaningOf(error);
  return meant === error ? problem(500, correlation) : problemOf(meant, correlation);
}
