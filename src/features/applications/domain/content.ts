import type { OccasionId, Sha256Hex } from '../../../kernel/ids';

/** Stalking Protection Act 2019 ss.1, 5(2): an interim order is applied for with the main application, or after it. */
export const APPLICATION_KINDS = ['full', 'full-and-interim', 'interim'] as const;
export type ApplicationKind = (typeof APPLICATION_KINDS)[number];
export const KIND_WORDS: Readonly<Record<ApplicationKind, string>> = {
  full: 'Stalking protection order',
  'full-and-interim': 'Stalking protection order, and an interim order until it is decided',
  interim: 'Interim stalking protection order, the main application having been made',
};

/** Section 1(3): of whom a chief officer may apply for an order. */
export const AREA_GROUNDS = ['resides', 'believed-in-area', 'intending-to-come', 'no-area'] as const;
export type AreaGround = (typeof AREA_GROUNDS)[number];
export const GROUND_WORDS: Readonly<Record<AreaGround, string>> = {
  resides: 'The respondent resides in the chief officer’s police area',
  'believed-in-area': 'The chief officer believes that the respondent is in the police area',
  'intending-to-come': 'The chief officer believes that the respondent intends to come to the police area',
  'no-area': 'The chief officer has no police area (British Transport Police, Ministry of Defence Police)',
};

/** Section 1(1)(a) to (c), in the words of the Act as far as they are short. */
export const CONDITIONS = ['acts', 'risk', 'necessity'] as const;
export type Condition = (typeof CONDITIONS)[number];
export const CONDITION_WORDS: Readonly<Record<Condition, string>> = {
  acts: 'The respondent has carried out acts associated with stalking (section 1(1)(a))',
  risk: 'The respondent poses a risk associated with stalking to another person (section 1(1)(b))',
  necessity:
    'There is reasonable cause to believe that the proposed order is necessary to protect another person from such a risk (section 1(1)(c))',
};

/** Section 5(3): the test of an interim order is another one than the conditions. */
export const INTERIM_WORDS = 'Why an interim order is appropriate now (section 5(3))';

/** Section 3: no program chooses how long an order is to last. */
export const DURATIONS = ['fixed', 'further-order'] as const;
export type Duration = (typeof DURATIONS)[number];

/** Section 3(2): a fixed period is at least two years. */
export const SHORTEST_MONTHS = 24;

/** An occasion that is relied on, with what an officer says of it for the court. */
export interface ActRelied {
  readonly occasion: OccasionId;
  readonly words: string;
}

/** `state`: hash of what the occasion was when the version was saved. */
export interface KeptAct extends ActRelied {
  readonly number: number;
  readonly state: Sha256Hex;
}

/** What an officer fills in. Nobody's address is among it, nor the name of who is to be protected: they go on the paper by hand. */
export interface NewContent<Act extends ActRelied = ActRelied> {
  readonly kind: ApplicationKind;
  /** Name of the magistrates' court; empty while it is not known. */
  readonly court: string;
  readonly respondent: {
    readonly name: string;
    /** `YYYY-MM-DD` */
    readonly bornOn: string | null;
  };
  readonly ground: AreaGround | null;
  readonly conditions: Readonly<Record<Condition, string>>;
  readonly prohibitions: readonly string[];
  readonly requirements: readonly string[];
  /** Of a full order; null until an officer says it. */
  readonly duration: Duration | null;
  /** Of a fixed period. */
  readonly months: number | null;
  /** Of an interim order: why it is appropriate now. */
  readonly interimReason: string;
  /** Of an interim order. */
  readonly interimDays: number | null;
  readonly acts: readonly Act[];
}
export type ApplicationContent = NewContent<KeptAct>;

export const wantsFull = (kind: ApplicationKind): boolean => kind !== 'interim';
export const wantsInterim = (kind: ApplicationKind): boolean => kind !== 'full';

const CONDITION_LETTERS: Readonly<Record<Condition, string>> = { acts: 'a', risk: 'b', necessity: 'c' };

/** What must be filled in before a version is finished. Whether it is enough for a court is not for a program to say. */
export function wantingIn(content: NewContent): string[] {
  const { kind, respondent, ground, prohibitions, requirements, acts } = content;
  return [
    ...(respondent.name === '' ? ['the name of the respondent'] : []),
    ...(ground === null ? ['why the chief officer of this area may apply (section 1(3))'] : []),
    ...(wantsFull(kind) ? wantingOfFull(content) : []),
    ...(wantsInterim(kind) ? wantingOfInterim(content) : []),
    ...(prohibitions.length + requirements.length === 0 ? ['a prohibition or a requirement'] : []),
    ...(acts.length === 0 ? ['an act that is relied on'] : []),
  ];
}

const wantingOfFull = ({ conditions, duration, months }: NewContent): string[] => [
  ...CONDITIONS.filter((one) => conditions[one] === '').map(
    (one) => `your own words on section 1(1)(${CONDITION_LETTERS[one]})`,
  ),
  ...(duration === null ? ['how long the order is to last'] : []),
  ...(duration === 'fixed' && months === null ? ['the months of the fixed period'] : []),
];

const wantingOfInterim = ({ interimDays, interimReason }: NewContent): string[] => [
  ...(interimReason === '' ? ['why an interim order is appropriate now (section 5(3))'] : []),
  ...(interimDays === null ? ['the fixed period of the interim order'] : []),
];

const BLANK = '_____';
const FULL_DURATION: Readonly<Record<Duration, (months: number | null) => string>> = {
  fixed: (months) => `${months ?? BLANK} months beginning with the day on which it is made`,
  'further-order': () => 'until further order',
};

/** `24 months beginning with the day on which it is made`. */
export function durationText({ kind, duration, months, interimDays }: NewContent): string {
  const full = duration === null ? BLANK.repeat(4) : FULL_DURATION[duration](months);
  const interim = `interim order: ${interimDays ?? BLANK} days, or until the main application is decided if that is sooner`;
  return [...(wantsFull(kind) ? [full] : []), ...(wantsInterim(kind) ? [interim] : [])].join('; ');
}

/** `YYYY-MM-DD` both. */
export const isUnder18 = (bornOn: string, on: string): boolean =>
  `${Number(bornOn.slice(0, 4)) + 18}${bornOn.slice(4)}` > on;
