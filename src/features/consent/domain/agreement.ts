/** Who decides whether footage is given: the victim, somebody for a child, somebody for an adult, or not yet clear. */
export const DECIDES = ['self', 'child', 'helped', 'unsure'] as const;
export type Decides = (typeof DECIDES)[number];

export const RELATIONS = ['parent', 'care', 'social-worker', 'attorney', 'deputy', 'adult'] as const;
export type Relation = (typeof RELATIONS)[number];

/**
 * Who may agree for whom (Police, Crime, Sentencing and Courts Act 2022 s.38): for a child a parent or guardian, the
 * authority in whose care it is, or failing those a responsible adult; for an adult without capacity a parent or guardian,
 * the body in whose care the adult is, a social worker, an attorney, a deputy, or failing those a responsible adult. Never anybody of the police.
 */
export const MAY_AGREE: Readonly<Record<'child' | 'helped', readonly Relation[]>> = {
  child: ['parent', 'care', 'adult'],
  helped: ['parent', 'care', 'social-worker', 'attorney', 'deputy', 'adult'],
};

export type Agreement =
  | { readonly decides: 'self' | 'unsure' }
  | { readonly decides: 'child' | 'helped'; readonly relation: Relation; readonly name: string };

/** Whether somebody who may agree has agreed: before that nothing can be sent. */
export const isSettled = (agreement: Pick<Agreement, 'decides'> | undefined): boolean =>
  agreement !== undefined && agreement.decides !== 'unsure';

/** `undefined` when this person may not agree. */
export function agreementOf(decides: Decides, relation: string, name: string): Agreement | undefined {
  if (decides === 'self' || decides === 'unsure') return { decides };
  const known = MAY_AGREE[decides].find((one) => one === relation);
  return known === undefined ? undefined : { decides, relation: known, name };
}
