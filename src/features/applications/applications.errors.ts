import { DomainError } from '../../kernel/errors';

export class NotTheNewest extends DomainError {
  readonly kind = 'conflict';
  readonly code = 'not-the-newest';
  constructor() {
    super('There is a newer version of this application. Open it, and put in there what you typed here.');
  }
}

export class ApplicationWanting extends DomainError {
  readonly kind = 'invalid';
  readonly code = 'application-wanting';
  constructor(wanting: readonly string[]) {
    super(`To finish it, give ${wanting.join('; ')}. Or save it as a draft.`);
  }
}

export class ActNotCounted extends DomainError {
  readonly kind = 'invalid';
  readonly code = 'act-not-counted';
  constructor() {
    super('Pick occasions of this investigation that count, each once.');
  }
}

export class ActsChanged extends DomainError {
  readonly kind = 'conflict';
  readonly code = 'acts-changed';
  constructor(numbers: readonly number[]) {
    super(
      `Occasion ${numbers.join(', ')} is not what it was when this version was saved. Look at it, and save another version.`,
    );
  }
}
