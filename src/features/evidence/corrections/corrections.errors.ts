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

/** Somebody else corrected it since what is typed here was read: their words would go unseen. */
export class CorrectedMeanwhile extends DomainError {
  readonly kind = 'conflict';
  readonly code = 'corrected-meanwhile';
  constructor({
    producerName,
    description,
  }: {
    readonly producerName: string;
    readonly description: string;
  }) {
    super(
      `Nothing was corrected: the exhibit was corrected since this page was made. It now says “${description}”, and its producer is “${producerName}”. See that what stands below is right, then correct it again.`,
    );
  }
}
