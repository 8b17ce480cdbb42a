import { DomainError } from '../../kernel/errors';
import type { DisposalState } from './domain/disposal';
import type { OutcomeField } from './domain/outcome';
import type { Retention } from './domain/rules';
import { RULE_WORDS } from './domain/words';

export class OutcomeMisfit extends DomainError {
  readonly kind = 'invalid';
  readonly code;
  constructor(field: OutcomeField, why: string) {
    super(why);
    this.code = `outcome-misfit-${field}`;
  }
}

/** What became of a case is for its officer in the case or a supervisor to say. */
export class OutcomeNotYours extends DomainError {
  readonly kind = 'forbidden';
  readonly code = 'outcome-not-yours';
  constructor() {
    super('Only the officer in the case or a supervisor records the outcome.');
  }
}

/** A rule keeps it, or nobody has decided about it yet. */
export class MustBeKept extends DomainError {
  readonly kind = 'conflict';
  readonly code = 'must-be-kept';
  override readonly facts;
  constructor({ until, rules: [longest] }: Retention) {
    const rule = longest?.id ?? 'no-outcome';
    const end = until === null ? 'It has no end yet' : `It ends on ${until}`;
    super(`This item must be kept. ${RULE_WORDS[rule].text}. ${end}.`);
    this.facts = { rule, ...(until !== null && { until }) };
  }
}

export class NotReviewable extends DomainError {
  readonly kind = 'conflict';
  readonly code = 'not-reviewable';
}

/** Accepted or declined first: somebody must have looked at it. */
export const notDecided = (): NotReviewable =>
  new NotReviewable('Decide first whether this item is accepted or declined.');
export const goesWithOrigin = (): NotReviewable =>
  new NotReviewable('A single frame is kept and disposed of together with the clip that it was taken from.');

export class ItemGone extends DomainError {
  readonly kind = 'conflict';
  readonly code = 'item-erased';
  constructor() {
    super('This item has been erased, or its erasure has begun.');
  }
}

export class KeepDayOutOfRange extends DomainError {
  readonly kind = 'invalid';
  readonly code = 'keep-day-out-of-range';
  override readonly facts;
  constructor(latest: string) {
    super(`Choose a day after today and not after ${latest}.`);
    this.facts = { latest };
  }
}

export class DisposalUnderWay extends DomainError {
  readonly kind = 'conflict';
  readonly code = 'disposal-under-way';
  constructor() {
    super('A disposal of this item is under way already.');
  }
}

export class WrongDisposalState extends DomainError {
  readonly kind = 'conflict';
  readonly code = 'wrong-disposal-state';
  override readonly facts;
  constructor(state: DisposalState) {
    super('This disposal has moved on. Load the page again to see where it stands.');
    this.facts = { state };
  }
}

/** Two people agree to a disposal. */
export class OwnProposal extends DomainError {
  readonly kind = 'conflict';
  readonly code = 'own-proposal';
  constructor() {
    super('You proposed this disposal. Another supervisor must decide about it.');
  }
}

/** Somebody lifted it before; a reason that is given now would be on no record. */
export class HoldLifted extends DomainError {
  readonly kind = 'conflict';
  readonly code = 'hold-lifted-already';
  constructor(by: string | null) {
    super(`This hold was lifted already${by === null ? '' : `, by ${by}`}. What you wrote was not recorded.`);
  }
}
