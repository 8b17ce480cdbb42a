import {
  dayText,
  following,
  gapText,
  inForceAt,
  isLoose,
  momentText,
  ORDER_WORDS,
  occasionNumbers,
  originText,
  partText,
  sharedBy,
  sourceText,
  standingOf,
  type Conduct,
  type DecisionRow,
  type Occasion,
  type OrderRow,
  type Part,
} from '../../../../features/conduct';
import type { ClipId, IncidentId, OccasionId, OrderId } from '../../../../kernel/ids';
import { PAGE_DEFAULT } from '../../shell/inputs/common';
import { letterOf, timeLine, weekMap } from './chart';
import { pagedOf } from '../../shell/paging/paging';

/** Names in one line of the list of occasions. */
const NAMES = 5;
const PROPOSALS = 10;

/** After which row each list of the page begins. */
export interface ConductStarts {
  readonly after?: OccasionId | undefined;
  readonly loose?: ClipId | IncidentId | undefined;
  readonly proposals?: ClipId | IncidentId | undefined;
  readonly orders?: OrderId | undefined;
}

export const partView = (part: Part) => ({
  value: `${part.kind}:${part.id}`,
  part: part.part,
  kind: part.kind,
  id: part.id,
  name: partText(part),
  exhibitId: part.exhibitId,
  words: part.words,
  orderSaid: part.orderSaid,
  when: momentText(part.moment),
  source: sourceText(part.moment),
  known: part.moment !== undefined,
  erased: part.erased,
  alsoIn: part.alsoIn.length === 0 ? undefined : occasionNumbers(part.alsoIn),
});

function orderView(order: OrderRow, orders: readonly OrderRow[]) {
  const place = orders.filter(({ withdrawn }) => withdrawn === null).indexOf(order);
  return {
    id: order.id,
    letter: place < 0 ? '' : letterOf(place),
    name: ORDER_WORDS[order.kind],
    from: dayText(order.madeOn),
    until: order.endsOn === null ? 'until further order' : `to ${dayText(order.endsOn)}`,
    origin: originText(order),
    terms: order.terms,
    withdrawn: order.withdrawn,
  };
}

const named = (orders: readonly OrderRow[], id: OrderId): string => {
  const order = orders.find((each) => each.id === id);
  return order === undefined ? '' : `${ORDER_WORDS[order.kind]} of ${dayText(order.madeOn)}`;
};
const breachOf = (orders: readonly OrderRow[], order: OrderId | null | undefined): string | undefined =>
  order ? named(orders, order) : undefined;

export const occasionView = (occasion: Occasion, orders: readonly OrderRow[]) => ({
  id: occasion.id,
  number: occasion.number,
  when: momentText(occasion.moment),
  source: sourceText(occasion.moment),
  standing: standingOf(occasion),
  names: occasion.parts.slice(0, NAMES).map(partText),
  more: Math.max(0, occasion.parts.length - NAMES),
  inForce: inForceAt(orders, occasion.moment).map(({ order: { id }, sure }) => ({
    id,
    sure,
    name: named(orders, id),
  })),
  breach: breachOf(orders, occasion.decision?.breachOf),
  alsoIn: sharedBy(occasion).length === 0 ? undefined : occasionNumbers(sharedBy(occasion)),
});

export const decisionView = (row: DecisionRow, orders: readonly OrderRow[]) => ({
  ...row,
  breach: breachOf(orders, row.breachOf),
});

const two = (hour: number): string => String(hour).padStart(2, '0');
/** `21:00 to 21:59 (2)`, and so on. */
const beganIn = (hours: readonly number[]): string =>
  hours
    .flatMap((count, hour) =>
      count === 0 ? [] : [`${two(hour)}:00 to ${two(hour)}:59${count > 1 ? ` (${count})` : ''}`],
    )
    .join(', ') || 'not known';

const numbers = (weeks: Conduct['series']['weeks']) =>
  weeks
    .filter(({ occasions }) => occasions.length > 0)
    .map(({ monday, occasions, hours }) => ({ from: dayText(monday), occasions, began: beganIn(hours) }));

function conductLists(conduct: Conduct, at: string, starts: ConductStarts) {
  const { occasions, parts, proposals, orders } = conduct;
  const more = PAGE_DEFAULT + 1;
  return {
    occasions: pagedOf(
      following(occasions, more, starts.after),
      { path: `${at}#occasions`, after: starts.after },
      (one) => occasionView(one, orders),
    ),
    loose: pagedOf(
      following(parts, more, starts.loose, isLoose),
      { path: `${at}#loose`, after: starts.loose, name: 'loose' },
      partView,
    ),
    proposals: pagedOf(
      following(proposals, PROPOSALS + 1, starts.proposals),
      { path: `${at}#proposals`, after: starts.proposals, name: 'proposals', perPage: PROPOSALS },
      (one) => one.parts.map(partView),
    ),
    orders: pagedOf(
      following(orders, more, starts.orders),
      { path: `${at}#orders`, after: starts.orders, name: 'orders' },
      (order) => orderView(order, orders),
    ),
  };
}

/** What the page of the series shows: the picture of all of it, and a page of each list. `at` is its address. */
export const conductPage = (conduct: Conduct, at: string, starts: ConductStarts) => ({
  ...conductLists(conduct, at, starts),
  drawn: conduct.orders
    .filter(({ withdrawn }) => withdrawn === null)
    .map((order) => orderView(order, conduct.orders)),
  counting: conduct.counting,
  line: timeLine(conduct),
  map: conduct.series.weeks.length === 0 ? undefined : weekMap(conduct.series.weeks),
  weeks: numbers(conduct.series.weeks),
  shape: {
    first: conduct.series.first === null ? undefined : dayText(conduct.series.first),
    last: conduct.series.last === null ? undefined : dayText(conduct.series.last),
    longestGap: gapText(conduct.series.longestGapDays),
    medianGap: gapText(conduct.series.medianGapDays),
    longestStay: Math.max(0, ...conduct.series.stays.map(({ seconds }) => seconds)),
    stays: conduct.series.stays.length,
    weeks: conduct.series.weeks.length,
    busiest: Math.max(0, ...conduct.series.weeks.map(({ occasions }) => occasions.length)),
  },
});
