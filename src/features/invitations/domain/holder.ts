/** Other people than the victim who may be asked by a private link of their own. */
export const OTHERS = ['neighbour', 'advocate', 'employer', 'other'] as const;
export type Other = (typeof OTHERS)[number];

/** Whose a private link is. A victim’s stays a victim’s, and no other becomes one. */
export const HOLDERS = ['victim', ...OTHERS] as const;
export type Holder = (typeof HOLDERS)[number];

/** As officers' pages and forms for court call them. */
export const OTHER_WORDS: Readonly<Record<Other, string>> = {
  neighbour: 'neighbour',
  advocate: 'advocate',
  employer: 'employer',
  other: 'another person',
};

/** `neighbour, a third person`; who has no such name is a third person alone. */
export const thirdPerson = (other: Other): string =>
  other === 'other' ? 'a third person' : `${OTHER_WORDS[other]}, a third person`;

/** `undefined` for the victim. */
export const otherOf = (holder: Holder | null): Other | undefined =>
  holder === null || holder === 'victim' ? undefined : holder;
