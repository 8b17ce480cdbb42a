import { DomainError } from '../../kernel/errors';

/** Wrong name, wrong password, disabled or locked: one answer for all. */
export class SignInRefused extends DomainError {
  readonly kind = 'unauthenticated';
  readonly code = 'sign-in-refused';
  constructor() {
    super('The email address or the password is wrong, or the account is locked for a while.');
  }
}

export class EmailTaken extends DomainError {
  readonly kind = 'conflict';
  readonly code = 'email-taken';
  constructor() {
    super('There is already an officer with this email address.');
  }
}

export class WeakPassword extends DomainError {
  readonly kind = 'invalid';
  readonly code = 'weak-password';
}
