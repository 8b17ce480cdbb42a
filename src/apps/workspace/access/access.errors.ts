import { DomainError } from '../../../kernel/errors';

export class SignInNeeded extends DomainError {
  readonly kind = 'unauthenticated';
  readonly code = 'sign-in-needed';
  constructor() {
    super('Please sign in first. You are signed out after some minutes without activity.');
  }
}

/** A one-time password opens nothing but the page that replaces it. */
export class PasswordChangeNeeded extends DomainError {
  readonly kind = 'forbidden';
  readonly code = 'password-change-needed';
  constructor() {
    super('Choose your own password first.');
  }
}

export class NotAllowed extends DomainError {
  readonly kind = 'forbidden';
  readonly code = 'not-allowed';
  constructor() {
    super('Your role does not allow this.');
  }
}
