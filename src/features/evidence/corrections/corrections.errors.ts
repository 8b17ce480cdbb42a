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

/** What a colleague put right is never put back by who has not seen it. */
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
      `A colleague corrected the exhibit after you opened this page. It says now: “${description}”; producer: ${producerName}. Nothing of yours was saved: put right what is still wrong, and save again.`,
    );
  }
}
