import { DomainError } from '../../../kernel/errors';

/** There is no program that proposes any. */
export class NoWords extends DomainError {
  readonly kind = 'conflict';
  readonly code = 'no-words';
  constructor() {
    super('No program proposes words here.');
  }
}

/** Malware was found in the recording. */
export class WordsHeldBack extends DomainError {
  readonly kind = 'conflict';
  readonly code = 'words-held-back';
  constructor() {
    super('This item is in quarantine: no program listens to it until a person has decided about that.');
  }
}

export class LengthNotKnown extends DomainError {
  readonly kind = 'conflict';
  readonly code = 'length-not-known';
  constructor() {
    super('The recording does not say how long it is: no words are proposed for it.');
  }
}

export class TooLongToHear extends DomainError {
  readonly kind = 'conflict';
  readonly code = 'too-long-to-hear';
  constructor(seconds: number) {
    const minutes = Math.floor(seconds / 60);
    super(
      `The recording is longer than ${minutes > 1 ? `${minutes} minutes` : `${seconds} seconds`}: no words are proposed for it.`,
    );
  }
}

/** Those that were shown are not the newest. */
export class OtherWords extends DomainError {
  readonly kind = 'conflict';
  readonly code = 'other-words';
  constructor() {
    super('These words are not proposed any more. Load the page again; nothing was taken.');
  }
}
