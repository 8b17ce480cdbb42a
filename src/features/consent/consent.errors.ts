import { DomainError } from '../../kernel/errors';

export class FirstStepsMissing extends DomainError {
  readonly kind = 'conflict';
  readonly code = 'first-steps-missing';
  constructor() {
    super('Please answer the questions at the start first.');
  }
}

/** Nobody who may agree has agreed yet. */
export class AgreementMissing extends DomainError {
  readonly kind = 'conflict';
  readonly code = 'agreement-missing';
  constructor() {
    super('Before you send, we need to know who agrees. You can also ask the person who gave you the link.');
  }
}

/** A report is read, and dealt with, by who has taken it up: that is logged. */
export class NotTakenUp extends DomainError {
  readonly kind = 'conflict';
  readonly code = 'not-taken-up';
  constructor() {
    super('Take the report up first.');
  }
}

/** What binds every message is never written over by who has not seen it. */
export class SafeContactChanged extends DomainError {
  readonly kind = 'conflict';
  readonly code = 'safe-contact-changed';
  constructor() {
    super(
      'A colleague recorded something else after you opened this page. It stands at the top now. Nothing of yours was saved: read it, and save again what still holds.',
    );
  }
}

export class MustNotContact extends DomainError {
  readonly kind = 'conflict';
  readonly code = 'must-not-contact';
  constructor() {
    super(
      '“Do not contact” was recorded for this link, and it stays. If the victim asks for contact now, make a new link.',
    );
  }
}
