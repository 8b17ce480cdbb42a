import type { ApplicationId, ClipId, DecisionId, ExhibitRef } from '../../../kernel/ids';
import type { Classification } from './decision';
import type { EndorsementAnswer } from './endorsement';
import type { FilmFacts } from './films';
import type { Presumption } from './presumption';
import type { TranscriptFacts } from './transcripts';

export interface ExhibitFacts {
  readonly reference: ExhibitRef;
  readonly producer: string;
  readonly description: string;
}

/** Numbers that an item has got on the schedules of unused material, and keeps. */
export interface ScheduleNumbers {
  readonly MG6C: number | null;
  readonly MG6D: number | null;
}

/** An item with the decision that stands about it. */
export interface DecidedFacts {
  readonly clipId: ClipId;
  readonly decisionId: DecisionId;
  readonly classification: Classification;
  readonly meetsTest: boolean;
  readonly originalToDefence: boolean;
  /** Known to be decided otherwise than another version of the recording. */
  readonly despiteVersion?: boolean | undefined;
  readonly decidedAt?: Date | undefined;
  readonly description: string;
  /** That was the exhibit’s when it was decided, and no words of the officer’s own. */
  readonly ofExhibit?: boolean | undefined;
  readonly reason: string;
  readonly exhibit: ExhibitFacts | null;
  readonly numbers: ScheduleNumbers;
  /** Words, and no recording: there is no other copy of it than the whole. */
  readonly isWritten?: boolean | undefined;
  /** Of the words of an application for an order: its version. */
  readonly application?: ApplicationId | null | undefined;
  /** Of what is said in a recording. */
  readonly transcript?: TranscriptFacts | null | undefined;
  /** Of several exhibits. */
  readonly film?: FilmFacts | null | undefined;
  /** What that film is called: a number below its first part. */
  readonly filmReference?: string | null | undefined;
  /** Of officers’ notes: the item that they are about. */
  readonly notesOn?: ClipId | null | undefined;
  /** Of its file, or of what is written. For officers and the prosecutor alone. */
  readonly name?: string | undefined;
  readonly presumption?: Presumption | null | undefined;
  /** Why it does not meet the test all the same. */
  readonly rebuttal?: string | undefined;
  /** What the prosecutor last wrote beside it on an MG6C. */
  readonly endorsed?: EndorsementAnswer | null | undefined;
}

declare const kind: unique symbol;
/** A brand that no object literal can have: items of a kind come from `sortItems` and nowhere else. */
type Item<Name extends Classification, Facts> = Facts & { readonly [kind]: Name };

export type EvidenceItem = Item<'evidence', DecidedFacts & { readonly exhibit: ExhibitFacts }>;
export type UnusedItem = Item<'unused', DecidedFacts>;
/** Never goes to the defence or the court: no field of their bundles has a type that takes it. */
export type SensitiveItem = Item<'sensitive', DecidedFacts>;
export type NotRelevantItem = Item<'not-relevant', DecidedFacts>;

export interface SortedItems {
  readonly evidence: readonly EvidenceItem[];
  readonly unused: readonly UnusedItem[];
  readonly sensitive: readonly SensitiveItem[];
  readonly notRelevant: readonly NotRelevantItem[];
}

const isEvidence = (item: DecidedFacts): item is EvidenceItem =>
  item.classification === 'evidence' && item.exhibit !== null;
const isUnused = (item: DecidedFacts): item is UnusedItem => item.classification === 'unused';
const isSensitive = (item: DecidedFacts): item is SensitiveItem => item.classification === 'sensitive';
const isNotRelevant = (item: DecidedFacts): item is NotRelevantItem => item.classification === 'not-relevant';

const NUMBERS = new Intl.Collator('en', { numeric: true });
/** As an exhibit list is read: `AB/2` before `AB/10`, a still right after what it was taken from. */
const byReference = (left: EvidenceItem, right: EvidenceItem): number =>
  NUMBERS.compare(left.exhibit.reference, right.exhibit.reference);

/** The one place where an item gets the type of its classification. */
export const sortItems = (items: readonly DecidedFacts[]): SortedItems => ({
  evidence: items.filter(isEvidence).sort(byReference),
  unused: items.filter(isUnused),
  sensitive: items.filter(isSensitive),
  notRelevant: items.filter(isNotRelevant),
});

type Labelled = EvidenceItem | UnusedItem | SensitiveItem;

const numberOf = ({ classification, numbers }: Labelled): readonly ['MG6C' | 'MG6D', number | null] =>
  classification === 'sensitive' ? ['MG6D', numbers.MG6D] : ['MG6C', numbers.MG6C];

/** What an item is called on forms and in folders: its exhibit reference, else its number on a schedule. Before that has been made it has neither, and goes nowhere. */
export function labelOf(item: Labelled): string {
  if (item.exhibit !== null) return item.exhibit.reference;
  const [form, number] = numberOf(item);
  return number === null ? `${form} (no number yet)` : `${form}/${number}`;
}

/** The same to officers alone, who tell apart what has no number yet: by a name, which may say too much for anybody else. */
export function calledOf(item: Labelled): string {
  const [form, number] = numberOf(item);
  const isNamed = item.exhibit === null && number === null && item.name !== undefined;
  return isNamed ? `${item.name} (no number on the ${form} yet)` : labelOf(item);
}

/**
 * What is said of it. Of evidence, what the exhibit list says, which the log has committed to since it was registered; of
 * unused material the decision's own words, else the exhibit's of today: what was corrected may have said too much.
 */
export const descriptionOf = ({ classification, description, ofExhibit, exhibit }: DecidedFacts): string =>
  exhibit !== null && (classification === 'evidence' || description === '' || ofExhibit === true)
    ? exhibit.description
    : description;
