import { DomainError } from '../../kernel/errors';
import { OCCASION_WORDS, type Occasion, type VerdictProblem } from './domain/decision';
import { PLACEHOLDERS } from './domain/placeholders';
import type { RowFault } from './domain/endorsement';

const PROBLEM_WORDS: Readonly<Record<VerdictProblem, string>> = {
  'reason-needed': 'Say why. The reason becomes part of the record.',
  'description-needed':
    'Describe the item well enough for the prosecutor to decide from the description alone.',
  'exhibit-needed': 'Only an exhibit can be evidence. A recording is one once it is accepted.',
  'relevant-after-all':
    'An item that might undermine the prosecution case or assist the accused is relevant. Choose another classification.',
  'original-not-allowed': 'The original of such an item cannot go to the defence.',
  'unknown-placeholder': `In braces stands a name that cannot be filled in, or one brace stands without the other. These names can: ${Object.keys(PLACEHOLDERS).join(', ')}.`,
  'rebuttal-needed': 'An item here is presumed to meet the disclosure test. Say why it does not.',
};

/** The field that a verdict's problem belongs to. */
const PROBLEM_FIELD: Readonly<Record<VerdictProblem, string>> = {
  'reason-needed': 'reason',
  'description-needed': 'description',
  'exhibit-needed': 'classification',
  'relevant-after-all': 'meetsTest',
  'original-not-allowed': 'originalToDefence',
  'rebuttal-needed': 'rebuttal',
  'unknown-placeholder': 'description',
};

/** A decision that cannot be made so. `code` says why. */
export class TooManyItems extends DomainError {
  readonly kind = 'invalid';
  readonly code = 'too-many-items';
  constructor(most: number) {
    super(`Decide about at most ${most} items at once.`);
  }
}

/** Somebody decided about one of these after what is known here was read: deciding now would undo that unseen. */
export class DecidedMeanwhile extends DomainError {
  readonly kind = 'conflict';
  readonly code = 'decided-meanwhile';
  constructor({ label, by }: { readonly label: string; readonly by: string }, others: number) {
    const more = others === 0 ? '' : others === 1 ? ' and 1 other' : ` and ${others} others`;
    super(
      `Nothing was decided: ${label}${more} ${others === 0 ? 'was' : 'were'} decided about since this page was made, last by ${by}. Look at what is decided now, then decide again.`,
    );
  }
}

/** Another version of the recording is decided otherwise, one of them sensitive: what is withheld would be given all the same. */
export class VersionDecidedOtherwise extends DomainError {
  readonly kind = 'conflict';
  readonly code = 'version-decided-otherwise';
  readonly field = 'despiteVersion';
  constructor(item: string, other: string, words: string) {
    super(
      `Nothing was decided: ${item} is the same recording as ${other}, ${words}. Decide the same about both, or say that they differ on purpose, and why.`,
    );
  }
}

/** Every item was put back on the work list after what is known here was read: a decision now would count as made since, by somebody who knew nothing of it. */
export class ReviewedMeanwhile extends DomainError {
  readonly kind = 'conflict';
  readonly code = 'reviewed-meanwhile';
  constructor({ occasion, openedBy }: { readonly occasion: Occasion; readonly openedBy: string }) {
    super(
      `Nothing was decided: ${openedBy} has opened a review since this page was made (${OCCASION_WORDS[occasion]}). Every item is to be decided again with that in mind; look at it below, then decide.`,
    );
  }
}

export class VerdictRefused extends DomainError {
  readonly kind = 'invalid';
  readonly code;
  readonly field;
  constructor(problem: VerdictProblem) {
    super(PROBLEM_WORDS[problem]);
    this.code = problem;
    this.field = PROBLEM_FIELD[problem];
  }
}

/** A schedule of sensitive material, and the report, are signed by the officer who makes them, by name. */
export class SignatureNeeded extends DomainError {
  readonly kind = 'invalid';
  readonly code = 'signature-needed';
  constructor() {
    super('Type your name as it stands in your account to sign this form.');
  }
}

export class CertificationNeeded extends DomainError {
  readonly kind = 'invalid';
  readonly code = 'certification-needed';
  constructor() {
    super('The report is made only with every certification confirmed.');
  }
}

/** A form that this one refers to is missing, or was made before the newest decisions. */
export class ScheduleOutOfDate extends DomainError {
  readonly kind = 'conflict';
  readonly code = 'schedule-out-of-date';
  constructor(forms: readonly string[]) {
    super(`Make these forms first, as decisions have changed or they were never made: ${forms.join(', ')}.`);
  }
}

/** The form's state does not allow it: `message` says why. */
export class FormOutOfOrder extends DomainError {
  readonly kind = 'conflict';
  readonly code = 'form-out-of-order';
}

/** A list of endorsements of which nothing was taken in, with every fault by its line. */
export class EndorsementsRefused extends DomainError {
  readonly kind = 'invalid';
  readonly code = 'endorsements-refused';
  readonly field = 'csv';
  constructor(readonly faults: readonly RowFault[]) {
    const shown = faults.slice(0, 20).map(({ line, problem }) => `line ${line}: ${problem}`);
    const more = faults.length > shown.length ? `; and ${faults.length - shown.length} more` : '';
    super(`Nothing was taken in. ${shown.join('; ')}${more}.`);
  }
}

/** Nothing can be sealed yet, for these reasons. */
export class BundleNotReady extends DomainError {
  readonly kind = 'conflict';
  readonly code = 'bundle-not-ready';
  constructor(readonly problems: readonly string[]) {
    super(problems.join(' '));
  }
}

/** The bundle's state does not allow it. */
export class WrongBundleState extends DomainError {
  readonly kind = 'conflict';
  readonly code = 'wrong-bundle-state';
  constructor(state: string) {
    super(`This bundle is ${state}; that cannot be done with it.`);
  }
}

/** A bundle can only take the place of a sealed one of the same kind and investigation. */
export class CannotSupersede extends DomainError {
  readonly kind = 'conflict';
  readonly code = 'cannot-supersede';
  constructor() {
    super(
      'Only a sealed bundle of the same kind in the same investigation, and of the same application, can be superseded.',
    );
  }
}

const MOST_NAMED = 5;

/** The first few, and how many more. */
export function namedOf(labels: readonly string[]): string {
  const more = labels.length - MOST_NAMED;
  return labels.slice(0, MOST_NAMED).join(', ') + (more > 0 ? ` and ${more} more` : '');
}

/** A person has said of a copy, an extract or a film in it that it may not go, after the seal. */
export class HoldsRefused extends DomainError {
  readonly kind = 'conflict';
  readonly code = 'holds-refused';
  constructor(labels: readonly string[]) {
    super(
      `This bundle holds what was refused after it was sealed, and is given to nobody: ${namedOf(labels)}. Make another that takes its place.`,
    );
  }
}
