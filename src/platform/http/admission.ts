import type { Request, RequestHandler } from 'express';
import { onceClosed } from '../../kernel/once-closed';
import { AtOnce } from '../../kernel/at-once';
import { Budget } from '../../kernel/budget';
import { DomainError } from '../../kernel/errors';
import { askedBy } from '../database';
import { fairShare, type Share } from './fair-share';
import { networkOf } from './network';

export interface AdmissionLimits {
  /** Requests that bring something, from one network in a minute. */
  readonly addressPosts: number;
  /** The same at one time, from one network. */
  readonly addressBodies: number;
  /** The same from all. */
  readonly bodies: number;
  readonly addressConnections: number;
  /** What one network may read; none where whoever reads is known by a session. */
  readonly addressReads?: Share | undefined;
}

/** From one address, in one minute or at one time. */
class TooMuchFromHere extends DomainError {
  readonly kind = 'too-many';
  readonly code = 'too-much-from-here';
  override readonly facts: { readonly retryAfterSeconds: number };
  constructor(retryAfterSeconds: number) {
    super('Too much is coming from your connection at once. Wait a little, then try again.');
    this.facts = { retryAfterSeconds };
  }
}

/** So many are served that one more would slow all of them down. */
class ServiceBusy extends DomainError {
  readonly kind = 'unavailable';
  readonly code = 'service-busy';
  override readonly facts = { retryAfterSeconds: 10 };
  constructor() {
    super('The service is busy. Nothing you sent has been lost. Please try again in a moment.');
  }
}

const READING = new Set(['GET', 'HEAD', 'OPTIONS']);
/** Seconds after which a place is likely to be free again. */
const SOON = 5;

const networkOfRequest = (request: Request): string => networkOf(request.ip ?? '');

const readingOf = ({ addressReads }: AdmissionLimits): RequestHandler =>
  addressReads === undefined
    ? (_request, _response, next) => next()
    : fairShare(addressReads, networkOfRequest, (seconds) => new TooMuchFromHere(seconds));

/**
 * Refuses what is too much from one network, or for the process, before a byte of it is read, and before anybody is asked who sends
 * it. What PostgreSQL is asked takes turns by network, until somebody is known by more. Reading has a share by network, or no limit here.
 */
export function admission(limits: AdmissionLimits): RequestHandler {
  const posts = new Budget(limits.addressPosts);
  const here = new AtOnce(limits.addressBodies);
  const everywhere = new AtOnce(limits.bodies);
  const reading = readingOf(limits);
  return (request, response, next) => {
    if (READING.has(request.method)) {
      reading(request, response, next);
      return;
    }
    const network = networkOfRequest(request);
    const waitSeconds = posts.take(network, performance.now());
    if (waitSeconds > 0) {
      next(new TooMuchFromHere(waitSeconds));
      return;
    }
    const leave = here.enter(network);
    const leaveAll = leave && everywhere.enter('all');
    if (leave === undefined || leaveAll === undefined) {
      leave?.();
      next(leave === undefined ? new TooMuchFromHere(SOON) : new ServiceBusy());
      return;
    }
    onceClosed(response, () => {
      leave();
      leaveAll();
    });
    askedBy(network, next);
  };
}
