/** Orders that conduct can breach, as forces know them. */
export const ORDER_KINDS = [
  'stalking-protection',
  'interim-stalking-protection',
  'restraining',
  'non-molestation',
  'occupation',
  'domestic-abuse-protection',
  'bail-conditions',
  'other',
] as const;
export type OrderKind = (typeof ORDER_KINDS)[number];

export const ORDER_WORDS: Readonly<Record<OrderKind, string>> = {
  'stalking-protection': 'Stalking protection order',
  'interim-stalking-protection': 'Interim stalking protection order',
  restraining: 'Restraining order',
  'non-molestation': 'Non-molestation order',
  occupation: 'Occupation order',
  'domestic-abuse-protection': 'Domestic abuse protection order',
  'bail-conditions': 'Bail conditions',
  other: 'Another order',
};

/** In force from its day to its last day, both included; without a last day until further order. */
export interface InForce {
  readonly madeOn: string;
  readonly endsOn: string | null;
}

/**
 * Whether it was in force on a day; `undefined` where only the month is known and the order began or ended within it.
 * Which hour of its first day it was made is not known: that day counts.
 */
export function inForceOn({ madeOn, endsOn }: InForce, date: string): boolean | undefined {
  const upTo = (day: string): string => day.slice(0, date.length);
  if (date < upTo(madeOn) || (endsOn !== null && date > upTo(endsOn))) return false;
  const isEdge = date === upTo(madeOn) || (endsOn !== null && date === upTo(endsOn));
  return date.length === madeOn.length || !isEdge ? true : undefined;
}
