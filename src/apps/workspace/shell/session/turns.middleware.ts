import { unsign } from 'cookie-signature';
import type { Request, RequestHandler, Response } from 'express';
import { AtOnce } from '../../../../kernel/at-once';
import { Budget } from '../../../../kernel/budget';
import { DomainError } from '../../../../kernel/errors';
import { Turns, type TurnLimits } from '../../../../kernel/turns';
import { onceClosed } from '../../../../platform/http';
import { cookieOf } from './cookie-of';

export interface SessionLimits {
  /** Requests in a minute. */
  readonly perMinute: number;
  /** Requests that are not answered whole, at one time. */
  readonly open: number;
  /** Requests on which the process works, of one session (`each`) and of all. */
  readonly turns: TurnLimits;
}

/** More than a person asks for, in as many tabs as they like. */
class TooMuchOfSession extends DomainError {
  readonly kind = 'too-many';
  readonly code = 'too-much-of-session';
  override readonly facts: { readonly retryAfterSeconds: number };
  constructor(retryAfterSeconds: number) {
    super('Your session asks for too much at once. Wait a little, then try again.');
    this.facts = { retryAfterSeconds };
  }
}

/** Seconds after which a place is likely to be free again. */
const SOON = 5;

/** express-session writes `s:`, the id and its signature, and asks the database for no other. */
function sessionOf(request: Request, name: string, secret: string): string | undefined {
  const value = cookieOf(request, name) ?? '';
  const id = value.startsWith('s:') && unsign(value.slice(2), secret);
  return id === false ? undefined : id;
}

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
 * Stands before a session is looked for: whoever is signed in, or has the cookie of somebody who is, asks for no more than people do,
 * and waits behind themselves, however slow what they ask for is. Others are not kept from the database.
 */
export function turnsOf(
  { perMinute, open, turns }: SessionLimits,
  name: string,
  secret: string,
): RequestHandler {
  const minute = new Budget(perMinute);
  const unanswered = new AtOnce(open);
  const places = new Turns(turns);
  return (request, response, next) => {
    const session = sessionOf(request, name, secret);
    if (session === undefined) {
      next();
      return;
    }
    const waitSeconds = minute.take(session, performance.now());
    const leave = waitSeconds === 0 ? unanswered.enter(session) : undefined;
    if (leave === undefined) {
      next(new TooMuchOfSession(Math.max(waitSeconds, SOON)));
      return;
    }
    onceClosed(response, leave);
    places
      .run(session, async () => {
        if (response.closed) return;
        const begun = begins(response);
        next();
        await begun;
      })
      .catch(next);
  };
}
