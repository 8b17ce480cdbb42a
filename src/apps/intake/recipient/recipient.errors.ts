import { DomainError } from '../../../kernel/errors';

/** One answer for every link and code that do not open anything. */
export class LinkRefused extends DomainError {
  readonly kind = 'forbidden';
  readonly code = 'entry-refused';
  constructor() {
    super('The link and the code do not fit together. Check the code and try again, or ask for a new link.');
  }
}

export class RecipientSignedOut extends DomainError {
  readonly kind = 'unauthenticated';
  readonly code = 'session-ended';
  constructor() {
    super('You are signed out. Open your link again and enter your code.');
  }
}

/** The other process does not answer now. */
export class WorkspaceAway extends DomainError {
  readonly kind = 'unavailable';
  readonly code = 'unavailable';
  constructor(options?: ErrorOptions) {
    super('The file cannot be fetched at the moment. Please try again in a few minutes.', options);
  }
}
