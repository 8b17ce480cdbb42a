export const RELATIONS = ['parent', 'care', 'social-worker', 'attorney', 'deputy', 'adult'] as const;
export type Relation = (typeof RELATIONS)[number];

/** For whom somebody else may agree: a child (under 18), or an adult without capacity. */
export const WARDS = ['child', 'helped'] as const;
export type Ward = (typeof WARDS)[number];

/**
 * Who may agree for whom (Police, Crime, Sentencing and Courts Act 2022 s.38): for a child a parent or guardian, the
 * authority in whose care it is, or failing those a responsible adult; for an adult without capacity a parent or guardian,
 * the body in whose care the adult is, a social worker, an attorney, a deputy, or failing those a responsible adult. Never anybody of the police.
 */
export const MAY_AGREE: Readonly<Record<Ward, readonly Relation[]>> = {
  child: ['parent', 'care', 'adult'],
  helped: ['parent', 'care', 'social-worker', 'attorney', 'deputy', 'adult'],
};

/** As officers' pages and forms for court say it. */
export const WARD_WORDS: Readonly<Record<Ward, string>> = {
  child: 'Somebody under 18',
  helped: 'An adult without capacity',
};
export const RELATION_WORDS: Readonly<Record<Relation, string>> = {
  parent: 'Parent or guardian',
  care: 'Authority or organisation in whose care the person is',
  'social-worker': 'Social worker',
  attorney: 'Attorney under a power of attorney',
  deputy: 'Deputy appointed by a court',
  adult: 'Responsible adult, because none of the others can',
};

/** Whether the child’s own views were sought. */
export const OWN_VIEWS = ['sought', 'not-sought'] as const;
/** Whether a parent or guardian, or who cares for the child in their place, was told: of a child for whom a responsible adult agrees. */
export const PARENT_TOLD = ['told', 'later', 'not-told'] as const;

export const PARENT_TOLD_WORDS: Readonly<Record<(typeof PARENT_TOLD)[number], string>> = {
  told: 'Told',
  later: 'Later',
  'not-told': 'Not told',
};

/**
 * That the person who is asked agrees for somebody else, and what the officer made sure of. The officer's own words, which only members
 * of the investigation read. `null`: not asked for of this ward and this relation.
 */
export interface AgreesFor {
  readonly whom: Ward;
  readonly relation: Relation;
  /** Why nobody closer was available. */
  readonly nobodyCloser: string | null;
  readonly ownViews: (typeof OWN_VIEWS)[number] | null;
  /** What the child said; or why their views were not sought. */
  readonly ownViewsWords: string | null;
  readonly parent: (typeof PARENT_TOLD)[number] | null;
  /** How and when they were told; why it comes later; or why not. */
  readonly parentWords: string | null;
}

type Field = Exclude<keyof AgreesFor, 'whom' | 'relation'>;

const MISSING: Readonly<Record<Field, string>> = {
  nobodyCloser: 'Write why nobody closer was available.',
  ownViews: 'Choose whether you asked the child.',
  ownViewsWords: 'Write what the child said, or why you did not ask.',
  parent: 'Choose whether a parent was told.',
  parentWords: 'Write how the parent was told, or why not.',
};
const NEEDLESS: Readonly<Record<Field, string>> = {
  nobodyCloser: 'This is for a responsible adult. Leave it empty, or choose that above.',
  ownViews: 'This is for a child. Choose nothing here.',
  ownViewsWords: 'This is for a child. Leave it empty.',
  parent: 'This is for a child for whom a responsible adult agrees. Choose nothing here.',
  parentWords: 'This is for a child for whom a responsible adult agrees. Leave it empty.',
};

const isAsked = (field: Field, { whom, relation }: Pick<AgreesFor, 'whom' | 'relation'>): boolean =>
  (field.startsWith('own') || relation === 'adult') && (field === 'nobodyCloser' || whom === 'child');

export interface Gap {
  readonly field: Exclude<keyof AgreesFor, 'whom'>;
  readonly message: string;
}

/** What is missing of a record, and what is too much; PostgreSQL holds to the same. */
export function agreementGaps(given: AgreesFor): Gap[] {
  if (!MAY_AGREE[given.whom].includes(given.relation))
    return [{ field: 'relation', message: 'Choose somebody else: this person may not agree for them.' }];
  return (Object.keys(MISSING) as Field[])
    .filter((field) => isAsked(field, given) !== (given[field] !== null))
    .map((field) => ({ field, message: (given[field] === null ? MISSING : NEEDLESS)[field] }));
}
