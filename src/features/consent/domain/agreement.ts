import { MAY_AGREE, type AgreesFor, type Relation } from '../../invitations';

/** Who decides whether footage is given: the victim, somebody for a child, somebody for an adult, or not yet clear. */
export const DECIDES = ['self', 'child', 'helped', 'unsure'] as const;
export type Decides = (typeof DECIDES)[number];

/** What an officer made sure of where somebody agrees for another; of who decides for themselves there is nothing. */
export type MadeSure = Omit<AgreesFor, 'whom' | 'relation'>;

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
