import { DomainError } from '../../kernel/errors';

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

/** There is no such working copy: not made yet, or it could not be made. */
export class NoRendition extends DomainError {
  readonly kind = 'not-found';
  readonly code = 'no-rendition';
  constructor(why: string | null) {
    super(why ?? 'This working copy has not been made yet.');
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
