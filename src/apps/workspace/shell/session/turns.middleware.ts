import { unsign } from 'cookie-signature';
import type { Request, RequestHandler } from 'express';
import { DomainError } from '../../../../kernel/errors';
import { fairShare, type Share } from '../../../../platform/http';
import { cookieOf } from './cookie-of';

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

/** express-session writes `s:`, the id and its signature, and asks the database for no other. */
function sessionOf(request: Request, name: string, secret: string): string | undefined {
  const value = cookieOf(request, name) ?? '';
  const id = value.startsWith('s:') && unsign(value.slice(2), secret);
  return id === false ? undefined : id;
}

/** Stands before a session is looked for: whoever is signed in, or has the cookie of somebody who is, has one share. */
export const turnsOf = (share: Share, name: string, secret: string): RequestHandler =>
  fairShare(
    share,
    (request) => sessionOf(request, name, secret),
    (seconds) => new TooMuchOfSession(seconds),
  );
