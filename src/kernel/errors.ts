/** What kind of refusal an error is. The HTTP layer alone knows which status that means. */
export type ErrorKind =
  | 'invalid'
  | 'unauthenticated'
  | 'forbidden'
  | 'not-found'
  | 'conflict'
  | 'too-large'
  | 'too-many'
  | 'unavailable';

/**
 * A refusal in the words of the domain. `code` is stable and public; `message` is one clear, kind sentence that may
 * be shown to the person; `facts` are typed, public details. Causes go to the log, never to the public.
 */
export abstract class DomainError extends Error {
  abstract readonly kind: ErrorKind;
  abstract readonly code: string;
  readonly facts: Readonly<Record<string, string | number | boolean>> = {};

  constructor(message: string, options?: ErrorOptions) {
    super(message, options);
    this.name = new.target.name;
  }
}

/** What is asked for does not exist, or not for the one who asks: the two look the same. */
export class NotFound extends DomainError {
  readonly kind = 'not-found';
  readonly code = 'not-found';
  constructor(what = 'That', options?: ErrorOptions) {
    super(`${what} could not be found.`, options);
  }
}
