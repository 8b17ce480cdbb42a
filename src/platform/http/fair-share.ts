import type { Request, RequestHandler, Response } from 'express';
import { AtOnce } from '../../kernel/at-once';
import { Budget } from '../../kernel/budget';
import type { DomainError } from '../../kernel/errors';
import { Turns, type TurnLimits } from '../../kernel/turns';
import { onceClosed } from './once-closed';

/** What one of those who ask may have. */
export interface Share {
  /** Requests in a minute. */
  readonly perMinute: number;
  /** Requests that are not answered whole, at one time. */
  readonly open: number;
  /** Requests on which the process works, of one (`each`) and of all. */
  readonly turns: TurnLimits;
}

/** Seconds after which a place is likely to be free again. */
const SOON = 5;

/** Its headers are being written, or nobody waits for it any more: what follows is sending. */
const begins = (response: Response): Promise<void> =>
  new Promise((begun) => {
    const writeHead = response.writeHead.bind(response) as (...given: unknown[]) => Response;
    response.writeHead = (...given: unknown[]) => {
      begun();
      return writeHead(...given);
    };
    onceClosed(response, begun);
  });

/**
 * Whoever asks, as `askerOf` knows them, asks for no more than people do, and waits behind themselves, however slow what they ask for
 * is: others are not kept from the database. What has no asker passes.
 * @param refusal of what is too much, with the seconds after which to ask again
 */
export function fairShare(
  { perMinute, open, turns }: Share,
  askerOf: (request: Request) => string | undefined,
  refusal: (retryAfterSeconds: number) => DomainError,
): RequestHandler {
  const minute = new Budget(perMinute);
  const unanswered = new AtOnce(open);
  const places = new Turns(turns);
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
    places
      .run(asker, async () => {
        if (response.closed) return;
        const begun = begins(response);
        next();
        await begun;
      })
      .catch(next);
  };
}
