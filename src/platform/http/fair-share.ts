import type { Request, RequestHandler } from 'express';
import { AtOnce } from '../../kernel/at-once';
import { Budget } from '../../kernel/budget';
import type { DomainError } from '../../kernel/errors';
import { onceClosed } from '../../kernel/once-closed';
import { askedBy } from '../database';

/** What one of those who ask may have. */
export interface Share {
  /** Requests in a minute. */
  readonly perMinute: number;
  /** Requests that are not answered whole, at one time. */
  readonly open: number;
}

/** Seconds after which a place is likely to be free again. */
const SOON = 5;

/**
 * Whoever asks, as `askerOf` knows them, asks for no more than people do, and PostgreSQL in turns with others: however slow what they ask
 * for is, they wait for themselves. What has no asker passes.
 * @param refusal of what is too much, with the seconds after which to ask again
 */
export function fairShare(
  { perMinute, open }: Share,
  askerOf: (request: Request) => string | undefined,
  refusal: (retryAfterSeconds: number) => DomainError,
): RequestHandler {
  const minute = new Budget(perMinute);
  const unanswered = new AtOnce(open);
  return (request, response, next) => {
    const asker = askerOf(request);
    if (asker === undefined) {
      next();
      return;
    }
    const waitSeconds = minute.take(asker, performance.now());
    const leave = waitSeconds === 0 ? unanswered.enter(asker) : undefined;
    if (leave === undefined) {
      next(refusal(Math.max(waitSeconds, SOON)));
      return;
    }
    onceClosed(response, leave);
    askedBy(asker, next);
  };
}
