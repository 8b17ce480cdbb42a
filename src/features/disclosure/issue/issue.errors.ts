import { DomainError } from '../../../kernel/errors';
import { namedOf } from '../disclosure.errors';

/** Wrong, expired, revoked, locked or unknown: one answer for all, so that a stranger learns nothing. */
export class IssueRefused extends DomainError {
  readonly kind = 'forbidden';
  readonly code = 'issue-refused';
  constructor() {
    super('The link and the code do not fit together. Check the code and try again, or ask for a new link.');
  }
}

/** There is no session, or it has ended, or what it was for has been taken back. */
export class RecipientSessionEnded extends DomainError {
  readonly kind = 'unauthenticated';
  readonly code = 'session-ended';
  constructor() {
    super('You are signed out. Open your link again and enter your code.');
  }
}

export class WrongRecipient extends DomainError {
  readonly kind = 'invalid';
  readonly code = 'wrong-recipient';
  constructor() {
    super('A bundle of this kind must not go to such a recipient.');
  }
}

/** A link for fewer days than were asked for would end when its recipient still counts on it. */
export class TooManyDays extends DomainError {
  readonly kind = 'invalid';
  readonly code = 'too-many-days';
  override readonly facts: { readonly most: number };
  constructor(most: number) {
    super(`A link to a bundle works for ${most} days at most. Give fewer days; a new link can follow.`);
    this.facts = { most };
  }
}

/** What was made for a court has the originals, which the defence is given by a decision alone. */
export class OriginalsWithheld extends DomainError {
  readonly kind = 'invalid';
  readonly code = 'originals-withheld';
  constructor(labels: readonly string[]) {
    super(
      `This bundle holds originals that no decision gives to the defence: ${namedOf(labels)}. Give the defence a bundle of its own, or decide first that their originals go.`,
    );
  }
}

/** Only a link to the same bundle, or to one that this bundle supersedes, can be replaced. */
export class CannotReplace extends DomainError {
  readonly kind = 'conflict';
  readonly code = 'cannot-replace';
  constructor() {
    super('The earlier link is of another bundle, or has been revoked already.');
  }
}
