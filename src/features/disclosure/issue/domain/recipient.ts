import type { BundleKind } from '../../domain/bundle';

export const RECIPIENT_KINDS = ['cps', 'defence', 'court'] as const;
export type RecipientKind = (typeof RECIPIENT_KINDS)[number];

export const RECIPIENT_WORDS: Readonly<Record<RecipientKind, string>> = {
  cps: 'Crown Prosecution Service',
  defence: 'Defence',
  court: 'Court',
};

/** A prosecution bundle may hold sensitive material: it goes to the prosecutor and to nobody else. */
const MAY_RECEIVE: Readonly<Record<BundleKind, readonly RecipientKind[]>> = {
  prosecution: ['cps'],
  defence: ['defence', 'cps'],
  court: ['court', 'cps', 'defence'],
  order: ['court', 'cps', 'defence'],
};

export const recipientsOf = (kind: BundleKind): readonly RecipientKind[] => MAY_RECEIVE[kind];
export const mayReceive = (recipient: RecipientKind, kind: BundleKind): boolean =>
  MAY_RECEIVE[kind].includes(recipient);
