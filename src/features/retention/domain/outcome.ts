import type { Day } from '../../../kernel/day';

/**
 * What became of an investigation. `open`: it or its proceedings go on. `no-further-action`: nobody is prosecuted. `ended`:
 * acquitted, or the prosecutor did not go on. `convicted`: of an offence, by plea or verdict.
 */
export const OUTCOMES = ['open', 'no-further-action', 'ended', 'convicted'] as const;
export type OutcomeKind = (typeof OUTCOMES)[number];

export const SENTENCES = ['custody', 'hospital', 'other'] as const;
export type Sentence = (typeof SENTENCES)[number];

/** As the force's review groups are called (Management of Police Information). */
export const REVIEW_GROUPS = ['1', '2', '3'] as const;
export type ReviewGroup = (typeof REVIEW_GROUPS)[number];

export interface Outcome {
  readonly outcome: OutcomeKind;
  /** Of the decision, the acquittal or the conviction. `null` while it is open. */
  readonly decidedOn: Day | null;
  /** Of a conviction. */
  readonly sentence: Sentence | null;
  /** Out of custody, or discharged from hospital. `null` when that has no date yet. */
  readonly releasedOn: Day | null;
  /** An appeal against conviction, or an application to the Criminal Cases Review Commission, is not determined. */
  readonly appealPending: boolean;
  readonly group: ReviewGroup;
}

export type OutcomeField = 'decidedOn' | 'sentence' | 'releasedOn' | 'appealPending';

/** The first field that does not fit the others, and why; `undefined` when all fit. */
export function misfit(of: Outcome, today: Day): { field: OutcomeField; why: string } | undefined {
  const { outcome, decidedOn, sentence, releasedOn, appealPending } = of;
  const bad = (field: OutcomeField, why: string) => ({ field, why });
  if (outcome === 'open') {
    if (decidedOn !== null) return bad('decidedOn', 'Leave the date out while nothing is decided.');
  } else {
    if (decidedOn === null) return bad('decidedOn', 'Enter the day of the decision.');
    if (decidedOn > today) return bad('decidedOn', 'The decision cannot lie in the future.');
  }
  if (outcome !== 'convicted') {
    if (sentence !== null) return bad('sentence', 'Only a conviction has a sentence.');
    if (releasedOn !== null) return bad('releasedOn', 'Only a conviction has a day of release.');
    if (appealPending) return bad('appealPending', 'Only a conviction can be appealed against here.');
    return undefined;
  }
  if (sentence === null) return bad('sentence', 'Say what the sentence is.');
  if (sentence === 'other' && releasedOn !== null)
    return bad('releasedOn', 'Leave the release out: this sentence has none.');
  if (releasedOn !== null && decidedOn !== null && releasedOn < decidedOn)
    return bad('releasedOn', 'The release cannot come before the conviction.');
  return undefined;
}
