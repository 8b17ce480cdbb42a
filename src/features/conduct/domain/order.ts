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

/** How an order came about. */
export const ORDER_ROUTES = ['application', 'conviction', 'acquittal'] as const;
export type OrderRoute = (typeof ORDER_ROUTES)[number];

export const ROUTE_WORDS: Readonly<Record<OrderRoute, string>> = {
  application: 'On application',
  conviction: 'On conviction',
  acquittal: 'On acquittal',
};

/** As far as either is recorded: `made on conviction by Durham Crown Court`; empty where neither is. */
export function originText({
  route,
  court,
}: {
  readonly route: OrderRoute | null;
  readonly court: string | null;
}): string {
  const how = route === null ? [] : [ROUTE_WORDS[route].toLowerCase()];
  const said = [...how, ...(court === null ? [] : [`by ${court}`])];
  return said.length === 0 ? '' : `made ${said.join(' ')}`;
}

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
