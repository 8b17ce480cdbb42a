import { DomainError } from '../../../../kernel/errors';

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

/**
 * Taking a copy out, sealing, issuing and disposing need a recent confirmation of who the officer is; changing what protects the
 * account needs one with all that signing in asks for (`fully`).
 */
export class StepUpNeeded extends DomainError {
  readonly kind = 'forbidden';
  readonly code = 'step-up-needed';
  override readonly facts;
  constructor(minutes: number, fully: boolean) {
    super(
      fully
        ? 'Confirm that it is you first, with all that signing in asks for: a passkey, your password and a code, or your force account.'
        : 'Confirm that it is you first: with your password, a passkey, the code of your app, or your force account.',
    );
    const confirmAt = '/api/v1/session/confirmation';
    this.facts = { confirmAt, page: '/confirm', lastsMinutes: minutes, fully };
  }
}

export class SecondFactorMissing extends DomainError {
  readonly kind = 'forbidden';
  readonly code = 'second-factor-missing';
  constructor() {
    super('Set up the second step of signing in first.');
  }
}

/** A form that was shown to one officer, sent when another has signed in on the same machine. */
export class AnotherOfficer extends DomainError {
  readonly kind = 'conflict';
  readonly code = 'another-officer';
  constructor() {
    super('Another officer has signed in on this machine since this page was shown. Nothing was done.');
  }
}
