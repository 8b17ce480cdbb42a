import { DomainError } from '../../kernel/errors';

export class NothingToHear extends DomainError {
  readonly kind = 'conflict';
  readonly code = 'nothing-to-hear';
  constructor() {
    super('Only a recording with a locked original can have a transcript.');
  }
}

export class GoOnWithDraft extends DomainError {
  readonly kind = 'conflict';
  readonly code = 'go-on-with-draft';
  constructor(number: number) {
    super(`Version ${number} is your own draft: go on with it.`);
  }
}

export class SayWhyAnother extends DomainError {
  readonly kind = 'conflict';
  readonly code = 'say-why-another';
  constructor(number: number) {
    super(`There is version ${number} already: say why you make another.`);
  }
}

/** Saved from another window, taken over by somebody, finished, or not one's own: nothing was written over. */
export class NotWritten extends DomainError {
  readonly kind = 'conflict';
  readonly code = 'not-written';
}

export class NotFinished extends DomainError {
  readonly kind = 'conflict';
  readonly code = 'transcript-not-finished';
  constructor() {
    super('This version is not finished yet.');
  }
}

export class LinesWanting extends DomainError {
  readonly kind = 'conflict';
  readonly code = 'lines-wanting';
  /** What is said of the first few of them. */
  constructor(sentences: readonly string[]) {
    const rest = sentences.length - 5;
    super([...sentences.slice(0, 5), ...(rest > 0 ? [`And ${rest} more.`] : [])].join(' '));
  }
}

/** More than a transcript may have. */
export class TooManyLines extends DomainError {
  readonly kind = 'conflict';
  readonly code = 'too-many-lines';
  constructor(sentence: string) {
    super(`${sentence} Nothing was taken.`);
  }
}

/** Nobody finishes what a program has begun without having listened. */
export class NotHeard extends DomainError {
  readonly kind = 'conflict';
  readonly code = 'not-heard';
  constructor() {
    super(
      'This version began from words that a program proposed. Open the recording and listen to it with these lines before you finish: the program errs.',
    );
  }
}

/** Nobody has checked against the sound what they have not listened to. */
export class NotListened extends DomainError {
  readonly kind = 'conflict';
  readonly code = 'not-listened';
  constructor() {
    super('Open the recording and listen to it with this version before you say that you have checked it.');
  }
}

/** What was kept is not what these lines make. */
export class CaptionsDiffer extends DomainError {
  readonly kind = 'conflict';
  readonly code = 'captions-differ';
  constructor() {
    super(
      'The captions of this version are not those of its lines. Tell who runs the service; begin another version.',
    );
  }
}

export class NotToCheck extends DomainError {
  readonly kind = 'conflict';
  readonly code = 'not-to-check';
}
