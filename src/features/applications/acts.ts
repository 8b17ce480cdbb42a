import { createHash } from 'node:crypto';
import { canonicalise } from '../../custody';
import { sha256Hex, type Sha256Hex } from '../../kernel/ids';
import { inForceAt, laterText, momentText, orderText, sourceText, standingOf } from '../conduct';
import type { Conduct, Occasion, OrderRow, Part } from '../conduct';
import { ActNotCounted } from './applications.errors';
import type { ActRelied, KeptAct } from './domain/content';

/** An act with its occasion as it is now. */
export interface Act {
  readonly kept: KeptAct;
  readonly occasion: Occasion;
}

/** Those that an officer lets count and of which something is left: nothing else is relied on. */
export const reliable = ({ occasions }: Conduct): Occasion[] =>
  occasions.filter((one) => standingOf(one) === 'counts' && one.parts.length > 0);

/** Of everything that the paper says of it. */
function stateOf({ moment, decision, parts }: Occasion, orders: readonly OrderRow[]): Sha256Hex {
  const said = {
    moment: whenOf(moment),
    decision: decision && { reason: decision.reason, breachOf: decision.breachOf },
    parts: parts.map((part) => ({
      ...{
        kind: part.kind,
        id: part.id,
        exhibit: part.exhibit,
        words: part.words,
        when: whenOf(part.moment),
      },
      ...{ description: part.shows.description, producer: part.shows.producer },
      later: laterText(part) ?? null,
      // Left out where there is none, so that what was kept before this was said is what it was.
      ...(part.alsoIn.length === 0 ? {} : { alsoIn: part.alsoIn }),
    })),
    orders: inForceAt(orders, moment).map(({ order, sure }) => ({
      ...{ id: order.id, sure, order: orderText(order), terms: order.terms },
    })),
  };
  return sha256Hex(createHash('sha256').update(canonicalise(said)).digest('hex'));
}

const whenOf = (moment: Part['moment']): string => `${momentText(moment)} (${sourceText(moment)})`;

/** In the order of time. @throws ActNotCounted */
export function keep(relied: readonly ActRelied[], conduct: Conduct): KeptAct[] {
  const wanted = new Map(relied.map((act) => [act.occasion, act.words]));
  const kept = reliable(conduct).flatMap((occasion) => {
    const words = wanted.get(occasion.id);
    if (words === undefined) return [];
    return [
      { occasion: occasion.id, words, number: occasion.number, state: stateOf(occasion, conduct.orders) },
    ];
  });
  if (kept.length !== relied.length) throw new ActNotCounted();
  return kept;
}

/** Each with its occasion, and the numbers of those that are not what they were when they were kept. */
export function actsNow(
  kept: readonly KeptAct[],
  conduct: Conduct,
): { readonly acts: readonly Act[]; readonly changed: readonly number[] } {
  const now = new Map(reliable(conduct).map((occasion) => [occasion.id, occasion]));
  const found = kept.map((act) => ({ kept: act, occasion: now.get(act.occasion) }));
  return {
    acts: found.flatMap(({ kept: act, occasion }) =>
      occasion === undefined ? [] : [{ kept: act, occasion }],
    ),
    changed: found.flatMap(({ kept: act, occasion }) =>
      occasion !== undefined && stateOf(occasion, conduct.orders) === act.state ? [] : [act.number],
    ),
  };
}
