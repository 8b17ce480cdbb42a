import { DomainError } from '../../kernel/errors';
import { PermanentFailure } from '../../platform/queue';
import type { Obstacle } from './domain/together';

export class AlreadyTriaged extends DomainError {
  readonly kind = 'conflict';
  readonly code = 'already-triaged';
  constructor() {
    super('This clip has been accepted or declined already.');
  }
}

/** The original is not locked yet; nothing may be done with it before it is the master. */
export class NotYetMaster extends DomainError {
  readonly kind = 'conflict';
  readonly code = 'not-yet-master';
  constructor() {
    super('The original is still being locked and checked. Try again in a moment.');
  }
}

/** Disposed of: two people agreed, and nothing of the file is left. */
export class ItemErased extends DomainError {
  readonly kind = 'not-found';
  readonly code = 'item-erased';
  constructor() {
    super('This item has been erased. Its history stays.');
  }
}

/** There is no such working copy: not made yet, or it could not be made. */
export class NoRendition extends DomainError {
  readonly kind = 'not-found';
  readonly code = 'no-rendition';
  constructor(why: string | null) {
    super(why ?? 'This working copy has not been made yet.');
  }
}

/** Malware was found in what it was made from, and nobody has decided yet. */
export class CopiesHeld extends DomainError {
  readonly kind = 'conflict';
  readonly code = 'copies-held';
  constructor() {
    super(
      'Malware was found in the recording, so its copies are held until an officer ends the quarantine on its page.',
    );
  }
}

export class ReasonNeeded extends DomainError {
  readonly kind = 'invalid';
  readonly code = 'reason-needed';
  constructor() {
    super('Say why you take a copy away. The reason becomes part of the record.');
  }
}

/** The object that a row names is not in the store, or is not what the row says. */
export class ObjectLost extends Error {
  constructor(readonly key: string) {
    super(`the store has no object for ${key}`);
    this.name = 'ObjectLost';
  }
}

export class NothingPicked extends DomainError {
  readonly kind = 'invalid';
  readonly code = 'nothing-picked';
  constructor() {
    super('Tick the clips that you want to decide together.');
  }
}

export class TooManyPicked extends DomainError {
  readonly kind = 'invalid';
  readonly code = 'too-many-picked';
  constructor(readonly limit: number) {
    super(`Decide at most ${limit} clips together.`);
  }
}

const OBSTACLE_WORDS: Readonly<Record<Exclude<Obstacle, 'elsewhere'>, string>> = {
  decided: 'Decided already, perhaps by a colleague a moment ago',
  'not-locked': 'Still being locked and checked',
  differs: 'Not the same as on the sender’s device, so it needs a look of its own',
  'no-picture': 'Without a copy to watch, so it needs a look of its own',
};

/** Nothing was decided: one of the clips cannot go with the others. */
export class NotTogether extends DomainError {
  readonly kind = 'conflict';
  readonly code = 'not-together';
  constructor(
    readonly why: Obstacle,
    names: readonly string[],
  ) {
    const words = why === 'elsewhere' ? 'Of another sending' : OBSTACLE_WORDS[why];
    super(`Nothing was decided. ${words}: ${names.join(', ')}.`);
  }
}

/** What arrived is not what the sender's device had, however often it is read: it is kept, and not locked. */
export class DiffersFromDevice extends PermanentFailure {
  constructor() {
    super("What arrived is not what the sender's device had. It is kept and not locked: ask for it again.");
    this.name = 'DiffersFromDevice';
  }
}
