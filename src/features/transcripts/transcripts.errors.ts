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

export class NotToCheck extends DomainError {
  readonly kind = 'conflict';
  readonly code = 'not-to-check';
}
