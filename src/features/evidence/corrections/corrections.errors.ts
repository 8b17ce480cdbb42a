import { DomainError } from '../../../kernel/errors';

export class NotUndone extends DomainError {
  readonly kind = 'conflict';
  readonly code = 'not-undone';
  constructor() {
    super('Only a clip that is declined can be put back, and none that was erased or is about to be.');
  }
}

/** Somebody else has said the same meanwhile, or nothing was changed. */
export class NothingToCorrect extends DomainError {
  readonly kind = 'conflict';
  readonly code = 'nothing-to-correct';
  constructor() {
    super('The exhibit says so already, or it was erased. Nothing was changed.');
  }
}
