import { DomainError } from '../../../kernel/errors';

/** The clip has no such frame. */
export class NoFrame extends DomainError {
  readonly kind = 'invalid';
  readonly code = 'no-such-frame';
  constructor(count: number) {
    super(`The clip has ${count} frames: give a number from 1 to ${count}.`);
  }
}

/** A series that ends before it begins. */
export class SeriesBackwards extends DomainError {
  readonly kind = 'invalid';
  readonly code = 'series-backwards';
  constructor() {
    super('The last frame must come after the first.');
  }
}

/** There is no picture to take a frame from, or what it would be taken from is a still itself. */
export class NoFilm extends DomainError {
  readonly kind = 'conflict';
  readonly code = 'no-film';
  constructor() {
    super('A frame can be taken only from an exhibit that is a recording with a picture.');
  }
}

/** Two exhibits that are one picture could only be told apart by their references, and neither could be taken back. */
export class FrameTaken extends DomainError {
  readonly kind = 'conflict';
  readonly code = 'frame-taken';
  constructor(reference: string) {
    super(`This frame is ${reference} already. Use that: what it says can be put right on its page.`);
  }
}

/** The very same series, as where the answer to the first was lost on its way: it would be as many exhibits again, which nobody can take back. */
export class SeriesTaken extends DomainError {
  readonly kind = 'conflict';
  readonly code = 'series-taken';
  constructor(first: string, last: string) {
    super(
      `This series has been taken already, as ${first} to ${last}. To take the same frames once more, describe them in other words.`,
    );
  }
}

/** An exhibit has as many single frames as it may have. */
export class TooManyStills extends DomainError {
  readonly kind = 'conflict';
  readonly code = 'too-many-stills';
  constructor(most: number) {
    super(
      `This exhibit may have ${most} single ${most === 1 ? 'frame' : 'frames'}, and this would be more. What was taken stays. If more are needed, ask whoever runs this service to raise the limit.`,
    );
  }
}
