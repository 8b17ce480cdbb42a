import { DomainError } from '../../kernel/errors';

/** What was drawn cannot be made. */
export class RecipeRefused extends DomainError {
  readonly kind = 'invalid';
  readonly code = 'recipe-refused';
  constructor(readonly problems: readonly string[]) {
    super(problems.join(' '));
  }
}

/** Only a recording that plays, and is locked, can be redacted. */
export class NotRedactable extends DomainError {
  readonly kind = 'conflict';
  readonly code = 'not-redactable';
  constructor() {
    super('Only a recording with a picture that can be played can be redacted.');
  }
}

/** Two worked on one clip. */
export class SavedMeanwhile extends DomainError {
  readonly kind = 'conflict';
  readonly code = 'saved-meanwhile';
  constructor(newest: number) {
    super(
      newest === 0
        ? 'There is no version yet: begin with an empty one.'
        : `Version ${newest} was saved meanwhile. Look at it, then draw what is missing on top of it: nothing of yours was saved.`,
    );
  }
}

export class NothingToReview extends DomainError {
  readonly kind = 'conflict';
  readonly code = 'nothing-to-review';
  constructor() {
    super('There is no copy of this version to look through.');
  }
}

/** Nobody approves what they have not opened. */
export class NotLookedAt extends DomainError {
  readonly kind = 'conflict';
  readonly code = 'not-looked-at';
  constructor() {
    super('Open this copy and go through it before you say what you think of it.');
  }
}
