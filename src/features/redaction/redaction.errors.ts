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

/** What is taken from an exhibit has a reference under that of the exhibit. */
export class NoExhibit extends DomainError {
  readonly kind = 'conflict';
  readonly code = 'no-exhibit';
  constructor() {
    super('Accept the clip as an exhibit first: an extract has a reference under that of its exhibit.');
  }
}

/** Malware was found in the recording. */
export class InQuarantine extends DomainError {
  readonly kind = 'conflict';
  readonly code = 'in-quarantine';
  constructor() {
    super('This item is in quarantine: nothing is taken from it until a person has decided about that.');
  }
}

/** Only an approved copy of today's master may be the source of an extract. */
export class SourceMayNotGo extends DomainError {
  readonly kind = 'conflict';
  readonly code = 'source-may-not-go';
  constructor() {
    super(
      'An extract can be taken only of a redacted copy that was made of the original as it is today, and approved.',
    );
  }
}

/** An exhibit has as many parts taken from it as it may have. */
export class TooManyTaken extends DomainError {
  readonly kind = 'conflict';
  readonly code = 'too-many-taken';
  constructor(most: number) {
    super(
      `${most} frames and extracts were taken of this exhibit, which is as many as it may have. What was taken stays. If more are needed, ask whoever runs this service to raise the limit.`,
    );
  }
}

/** Only what stands still over a whole clip is put over others of the same camera. */
export class NothingStands extends DomainError {
  readonly kind = 'conflict';
  readonly code = 'nothing-stands';
  constructor() {
    super(
      'No mask of this version stands still over the whole clip. Draw one, choose “Whole clip”, and save; then it can be put on others.',
    );
  }
}

/** A mask is put where it was drawn only in pictures of the same shape. */
export class NoClipOfTheCamera extends DomainError {
  readonly kind = 'conflict';
  readonly code = 'no-clip-of-the-camera';
  constructor() {
    super(
      'This is no recording of the same investigation, make and picture size, or it cannot be drawn on any more.',
    );
  }
}

/** The setting is off. */
export class NoProposals extends DomainError {
  readonly kind = 'conflict';
  readonly code = 'no-proposals';
  constructor() {
    super('Looking for faces and people is not turned on here. Whoever runs this service can turn it on.');
  }
}

/** The container does not say how long the recording is: it may be too long. */
export class LengthUnknown extends DomainError {
  readonly kind = 'conflict';
  readonly code = 'length-unknown';
  constructor() {
    super(
      'The file does not say how long this recording is, so it is not looked through. Draw what has to be covered by hand.',
    );
  }
}

/** It would keep the worker from other work for too long. */
export class TooLongToLook extends DomainError {
  readonly kind = 'conflict';
  readonly code = 'too-long-to-look';
  constructor(mostSeconds: number) {
    super(
      `This recording is longer than ${Math.floor(mostSeconds / 60)} minutes ${mostSeconds % 60} seconds, which is the most that is looked through here. Draw what has to be covered by hand, or ask whoever runs this service to raise the limit.`,
    );
  }
}
