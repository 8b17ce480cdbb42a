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
export const AREA_GROUNDS = ['resides', 'believed-in-area', 'intending-to-come'] as const;
export type AreaGround = (typeof AREA_GROUNDS)[number];
export const GROUND_WORDS: Readonly<Record<AreaGround, string>> = {
  resides: 'The respondent resides in the chief officer’s police area',
  'believed-in-area': 'The chief officer believes that the respondent is in the police area',
  'intending-to-come': 'The chief officer believes that the respondent intends to come to the police area',
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
  readonly respondent: {
    readonly name: string;
    /** `YYYY-MM-DD` */
    readonly bornOn: string | null;
  };
  readonly ground: AreaGround | null;
  readonly conditions: Readonly<Record<Condition, string>>;
  readonly prohibitions: readonly string[];
  readonly requirements: readonly string[];
  /** Of a full order; null until further order. */
  readonly months: number | null;
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
  const { kind, respondent, ground, conditions, prohibitions, requirements, acts } = content;
  return [
    ...(respondent.name === '' ? ['the name of the respondent'] : []),
    ...(ground === null ? ['why the chief officer of this area may apply (section 1(3))'] : []),
    ...CONDITIONS.filter((one) => conditions[one] === '').map(
      (one) => `your own words on section 1(1)(${CONDITION_LETTERS[one]})`,
    ),
    ...(prohibitions.length + requirements.length === 0 ? ['a prohibition or a requirement'] : []),
    ...(wantsInterim(kind) && content.interimDays === null ? ['the fixed period of the interim order'] : []),
    ...(acts.length === 0 ? ['an act that is relied on'] : []),
  ];
}

/** `24 months beginning with the day on which it is made`. */
export function durationText({ kind, months, interimDays }: NewContent): string {
  const full =
    months === null ? 'until further order' : `${months} months beginning with the day on which it is made`;
  const interim = `interim order: ${interimDays ?? '_____'} days, or until the main application is decided if that is sooner`;
  return [...(wantsFull(kind) ? [full] : []), ...(wantsInterim(kind) ? [interim] : [])].join('; ');
}
