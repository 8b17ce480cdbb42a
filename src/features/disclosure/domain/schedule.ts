import type { ClipId, ScheduleId } from '../../../kernel/ids';
import type { EndorsementAnswer } from './endorsement';
import {
  descriptionOf,
  type DecidedFacts,
  type EvidenceItem,
  type SensitiveItem,
  type UnusedItem,
} from './item';
import { takenFrom } from './taken-from';

export const FORMS = ['MG12', 'MG6C', 'MG6D', 'MG6E'] as const;
export type Form = (typeof FORMS)[number];

export const FORM_WORDS: Readonly<Record<Form, string>> = {
  MG12: 'Exhibit list',
  MG6C: 'Schedule of non-sensitive unused material',
  MG6D: 'Schedule of sensitive unused material',
  MG6E: 'Disclosure officer’s report',
};

/** Those that the defence never sees. */
export const isRestricted = (form: Form): boolean => form === 'MG6D' || form === 'MG6E';

export { DRAFT_MARK } from '../../../kernel/draft-mark';

/** What is known of an item beside what was decided, when the form is made. */
export interface Known {
  /** When it was recorded and how long it is. */
  readonly particulars: string;
  /** Why it is presumed to meet the test; empty where it is not. */
  readonly presumed: string;
  /** Where it is held. */
  readonly location: string;
  /** How it came, without a name. */
  readonly source: string;
}

export interface Endorsed {
  readonly answer: EndorsementAnswer;
  readonly comment: string;
}

/** One line of a form. */
export interface FormRow extends Known {
  readonly clipId: ClipId;
  /** Place on the form; on MG6C and MG6D the item's own number, which it keeps in later schedules. */
  readonly position: number;
  readonly label: string;
  readonly description: string;
  /** Others that the row names as the same recording; empty for most. */
  readonly sameAs: string;
}
export interface ExhibitRow extends FormRow {
  readonly producer: string;
  /** What the prosecutor last wrote beside it, on any version of the form. */
  readonly endorsed?: Endorsed | undefined;
}
/** A row of a form that the defence never sees. */
export interface RestrictedRow extends FormRow {
  readonly why: string;
}

interface Schedule<Name extends Form, Row> {
  readonly form: Name;
  readonly id: ScheduleId;
  readonly version: number;
  /** Only a signed form goes into a bundle; null or left out: a draft. */
  readonly signedAt?: Date | null | undefined;
  readonly rows: readonly Row[];
}
export type Mg12 = Schedule<'MG12', ExhibitRow>;
export type Mg6c = Schedule<'MG6C', ExhibitRow>;
export type Mg6d = Schedule<'MG6D', RestrictedRow>;
export type Mg6e = Schedule<'MG6E', RestrictedRow>;
export type AnySchedule = Mg12 | Mg6c | Mg6d | Mg6e;

/** The newest schedule of each form. */
export interface CurrentForms {
  readonly MG12?: Mg12 | undefined;
  readonly MG6C?: Mg6c | undefined;
  readonly MG6D?: Mg6d | undefined;
  readonly MG6E?: Mg6e | undefined;
}

/** What the officer certifies on an MG6E, each of them. */
export const CERTIFICATIONS = [
  'To the best of my knowledge and belief, all relevant material which has been retained and made available to me has been inspected, viewed or listened to and revealed to the prosecutor in accordance with the Criminal Procedure and Investigations Act 1996 and the code of practice issued under it.',
  'I have considered of each item of unused material whether it might reasonably be considered capable of undermining the prosecution case or of assisting the case for the accused. To the best of my knowledge and belief, no item might but those of which it is said above, if any. Of each item that is presumed to and does not, the reason is given above.',
] as const;

/** A row before what is known of its item is looked up. */
export type Bare<Row extends FormRow> = Row extends FormRow ? Omit<Row, keyof Known | 'endorsed'> : never;

/** `sameOn` a form. */
type SameAs = (clip: ClipId) => string;
const none: SameAs = () => '';

export const mg12Rows = (items: readonly EvidenceItem[], sameAs: SameAs = none): Bare<ExhibitRow>[] =>
  items.map(({ clipId, exhibit }, place) => ({
    clipId,
    position: place + 1,
    label: exhibit.reference,
    description: exhibit.description,
    sameAs: sameAs(clipId),
    producer: exhibit.producer,
  }));

/** References that the readers of MG12 and MG6C find there. */
export const listedIn = ({
  evidence,
  unused,
}: {
  readonly evidence: readonly DecidedFacts[];
  readonly unused: readonly DecidedFacts[];
}): ReadonlySet<string> =>
  new Set([...evidence, ...unused].flatMap(({ exhibit }) => exhibit?.reference ?? []));

const filmOf = ({ filmReference }: DecidedFacts): string => filmReference ?? '';
const referenceOf = (item: DecidedFacts): string => item.exhibit?.reference ?? filmOf(item);

/** A film is called by the number of its first part: where that is listed nowhere, it would tell of it. */
const listedReference = (item: DecidedFacts, listed: ReadonlySet<string>): string =>
  item.exhibit?.reference ?? (listed.has(takenFrom(filmOf(item)) ?? '') ? filmOf(item) : '');

/**
 * `numberOf` gives an item its number, and the same one ever after.
 * @param listed `listedIn`
 */
export const mg6cRows = (
  items: readonly UnusedItem[],
  numberOf: (item: UnusedItem) => number,
  listed: ReadonlySet<string> = new Set(),
  sameAs: SameAs = none,
): Bare<ExhibitRow>[] =>
  items
    .map((item) => ({
      clipId: item.clipId,
      position: numberOf(item),
      label: listedReference(item, listed),
      description: descriptionOf(item),
      sameAs: sameAs(item.clipId),
      producer: item.exhibit?.producer ?? '',
    }))
    .sort((left, right) => left.position - right.position);

export const mg6dRows = (
  items: readonly SensitiveItem[],
  numberOf: (item: SensitiveItem) => number,
  sameAs: SameAs = none,
): Bare<RestrictedRow>[] =>
  items
    .map((item) => ({
      clipId: item.clipId,
      position: numberOf(item),
      label: referenceOf(item),
      description: descriptionOf(item),
      sameAs: sameAs(item.clipId),
      why: item.reason,
    }))
    .sort((left, right) => left.position - right.position);

/**
 * Items of both schedules of unused material that might meet the test, and those that are presumed to and do not, under the
 * number they have there.
 */
export const mg6eRows = (
  unused: readonly UnusedItem[],
  sensitive: readonly SensitiveItem[],
): Bare<RestrictedRow>[] =>
  [...unused, ...sensitive]
    .filter(({ meetsTest, presumption }) => meetsTest || Boolean(presumption))
    .map((item, place) => {
      const form = item.classification === 'sensitive' ? 'MG6D' : 'MG6C';
      return {
        clipId: item.clipId,
        position: place + 1,
        label: `${form} ${item.numbers[form] ?? '-'}${referenceOf(item) === '' ? '' : ` (${referenceOf(item)})`}`,
        description: descriptionOf(item),
        sameAs: '',
        why: item.meetsTest
          ? `Might meet the test: ${item.reason}`
          : `Does not meet the test: ${item.rebuttal === undefined || item.rebuttal === '' ? item.reason : item.rebuttal}`,
      };
    });
