import type { ClipId, DecisionId, ReviewId } from '../../../kernel/ids';
import { unknownPlaceholders } from './placeholders';
import { goesAgainst, type Presumption } from './presumption';

export const CLASSIFICATIONS = ['evidence', 'unused', 'sensitive', 'not-relevant'] as const;
export type Classification = (typeof CLASSIFICATIONS)[number];

/** The disclosure test of the Criminal Procedure and Investigations Act 1996 section 3(1)(a), word for word. */
export const DISCLOSURE_TEST =
  'Might the item reasonably be considered capable of undermining the prosecution case or of assisting the case for the accused?';

/** How each classification is put to the officer who decides. */
export const CLASSIFICATION_WORDS: Readonly<Record<Classification, string>> = {
  evidence: 'Evidence: it is part of the prosecution case',
  unused: 'Unused, non-sensitive: relevant, retained and not part of the prosecution case',
  sensitive:
    'Unused, sensitive: relevant, and its disclosure would give rise to a real risk of serious prejudice to an important public interest',
  'not-relevant':
    'Not relevant: it has no bearing on the investigation, any person or the circumstances of the case',
};

/** Why every decision of an investigation is looked at again. */
export const OCCASIONS = ['defence-statement', 'new-material', 'court-direction', 'other'] as const;
export type Occasion = (typeof OCCASIONS)[number];

export const OCCASION_WORDS: Readonly<Record<Occasion, string>> = {
  'defence-statement': 'The defence case statement has come',
  'new-material': 'New material has come',
  'court-direction': 'The court has directed it',
  other: 'Another reason',
};

/** What an officer decides about an item. */
export interface Verdict {
  readonly classification: Classification;
  /** The answer to the disclosure test. */
  readonly meetsTest: boolean;
  /** The defence is given the file as it came, not a viewing copy alone. */
  readonly originalToDefence: boolean;
  /** For the schedule, good enough to decide from. Of an exhibit it may stay empty: the exhibit has its own. */
  readonly description: string;
  /** Why it was decided so; for a sensitive item, why it is sensitive. */
  readonly reason: string;
  /** Why an item that is presumed to meet the test does not; empty for every other item. */
  readonly rebuttal?: string | undefined;
  /** Another version of the recording is decided otherwise, one of them sensitive, and stays so: the reason says why. */
  readonly despiteVersion?: boolean | undefined;
}

export interface Decision extends Verdict {
  readonly id: DecisionId;
  readonly clipId: ClipId;
  /** The review under way when it was made; null before the first. */
  readonly reviewId: ReviewId | null;
}

/** What stands in the way of a verdict; `undefined` when nothing does. */
export type VerdictProblem =
  | 'reason-needed'
  | 'description-needed'
  | 'exhibit-needed'
  | 'relevant-after-all'
  | 'original-not-allowed'
  | 'rebuttal-needed'
  | 'unknown-placeholder';

export function verdictProblem(
  verdict: Verdict,
  isExhibit: boolean,
  presumption: Presumption | null = null,
): VerdictProblem | undefined {
  const { classification, meetsTest, originalToDefence, description, reason } = verdict;
  const isUnused = classification === 'unused' || classification === 'sensitive';
  if (reason.trim() === '') return 'reason-needed';
  if (unknownPlaceholders(description).length > 0) return 'unknown-placeholder';
  if (classification === 'evidence' && !isExhibit) return 'exhibit-needed';
  if (isUnused && !isExhibit && description.trim() === '') return 'description-needed';
  // What might undermine the one case or assist the other bears on the case.
  if (classification === 'not-relevant' && meetsTest) return 'relevant-after-all';
  if (originalToDefence && classification !== 'evidence' && classification !== 'unused')
    return 'original-not-allowed';
  if (presumption !== null && goesAgainst(verdict) && (verdict.rebuttal ?? '').trim() === '')
    return 'rebuttal-needed';
  return undefined;
}

/**
 * The decision that counts: the newest, if it was made after the newest review was opened. Otherwise the item is on the
 * work list again, and no bundle for the defence or the court may hold it.
 */
export const standing = <D extends Pick<Decision, 'reviewId'>>(
  newest: D | undefined,
  review: ReviewId | null,
): D | undefined => (newest?.reviewId === review ? newest : undefined);
