import { DomainError } from '../../kernel/errors';

/** Wrong name, wrong password, wrong code, disabled or locked: one answer for all. */
export class SignInRefused extends DomainError {
  readonly kind = 'unauthenticated';
  readonly code = 'sign-in-refused';
  constructor() {
    super('The email address or the password is wrong, or the account is locked for a while.');
  }
}

/** Of whoever has given too many wrong answers, whether there is such an account or not. */
export class SignInHeld extends DomainError {
  readonly kind = 'too-many';
  readonly code = 'sign-in-held';
  constructor(minutes: number) {
    super(`There were too many wrong answers. Wait ${minutes} minutes, then try again.`);
  }
}

/** The one-time password was right. */
export class OneTimePasswordOver extends DomainError {
  readonly kind = 'unauthenticated';
  readonly code = 'one-time-password-over';
  constructor(why: 'expired' | 'used', hours: number) {
    super(
      why === 'used'
        ? 'This one-time password was used before. Ask your supervisor for another, and say so if it was not you.'
        : `This one-time password worked for ${hours} hours, which are over. Ask your supervisor for another.`,
    );
  }
}

/** The password was right; the account has a second step. */
export class SecondFactorNeeded extends DomainError {
  readonly kind = 'unauthenticated';
  readonly code = 'second-factor-needed';
  /** `ticket` goes with the code. */
  constructor(readonly ticket: string) {
    super('Enter the code that your authenticator app shows now, or use your passkey.');
  }
}

/** Of somebody who is known already: after the password, or to confirm who they are. */
export class WrongCode extends DomainError {
  readonly kind = 'invalid';
  readonly code = 'wrong-code';
  constructor(
    message = 'This code is wrong or was used before. Wait for the next one, or use a recovery code.',
  ) {
    super(message);
  }
}

/** The password was right, and too many wrong codes have followed it: whoever types them may have the password alone. */
export class CodesSpent extends DomainError {
  readonly kind = 'forbidden';
  readonly code = 'codes-spent';
  constructor() {
    super(
      'Too many wrong codes have followed your password, so somebody else may know it. Enter a recovery code here, use a passkey, or sign in where you have signed in before; then choose a new password. If you can do none of these, ask the operator for one.',
    );
  }
}

/** An answer that is no passkey's of this officer, came too late or twice, or of one that may have been copied. */
export class WrongPasskey extends DomainError {
  readonly kind = 'invalid';
  readonly code = 'wrong-passkey';
  constructor(copied = false) {
    super(
      copied
        ? 'This passkey is not taken any more: somebody may have a copy of it. Use a code, and tell your supervisor.'
        : 'This passkey was not taken. Try again, or use a code.',
    );
  }
}

/** It could not be added. */
export class PasskeyRefused extends DomainError {
  readonly kind = 'invalid';
  readonly code = 'passkey-refused';
  constructor() {
    super('This passkey could not be added. Try again; ten are the most that you can have.');
  }
}

export class WrongPassword extends DomainError {
  readonly kind = 'invalid';
  readonly code = 'wrong-password';
  constructor() {
    super('This password is wrong.');
  }
}

export class SecondFactorStands extends DomainError {
  readonly kind = 'conflict';
  readonly code = 'second-factor-set';
  constructor() {
    super('A second step is set up already. Take it away first.');
  }
}

export class SecondFactorRequired extends DomainError {
  readonly kind = 'conflict';
  readonly code = 'second-factor-required';
  constructor() {
    super('Every officer here needs a second step.');
  }
}

export class LocalSignInOff extends DomainError {
  readonly kind = 'forbidden';
  readonly code = 'local-sign-in-off';
  constructor() {
    super('Passwords are not used here. Sign in with your force account.');
  }
}

/** There is no provider, or it does not answer. */
export class ProviderUnavailable extends DomainError {
  readonly kind = 'unavailable';
  readonly code = 'provider-unavailable';
  constructor(options?: ErrorOptions) {
    super('The force’s sign-in service does not answer. Please try again in a moment.', options);
  }
}

/** The answer of the provider does not belong to what was asked here, or has been used. */
export class ProviderRefused extends DomainError {
  readonly kind = 'forbidden';
  readonly code = 'provider-refused';
  constructor(
    message = 'Signing in with your force account did not work. Start again from the sign-in page.',
    options?: ErrorOptions,
  ) {
    super(message, options);
  }
}

export class EmailTaken extends DomainError {
  readonly kind = 'conflict';
  readonly code = 'email-taken';
  constructor() {
    super('There is already an officer with this email address.');
  }
}

export class PasswordChosen extends DomainError {
  readonly kind = 'conflict';
  readonly code = 'password-chosen';
  constructor() {
    super('This officer has chosen a password already, or needs none. The operator can reset the account.');
  }
}

export class WeakPassword extends DomainError {
  readonly kind = 'invalid';
  readonly code = 'weak-password';
}

/** What nobody does for themselves, and what the force's provider decides. */
export class AccountNotChangeable extends DomainError {
  readonly kind = 'conflict';
  constructor(
    readonly code: 'own-account' | 'role-of-provider',
    message: string,
  ) {
    super(message);
  }
}

/** Whoever asks has lost the right to at this very moment. */
export class NoLongerAllowed extends DomainError {
  readonly kind = 'forbidden';
  readonly code = 'not-allowed';
  constructor() {
    super('Your role does not allow this any more.');
  }
}
