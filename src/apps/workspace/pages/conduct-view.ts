import {
  dayText,
  momentText,
  ORDER_WORDS,
  partText,
  sourceText,
  standingOf,
  type Conduct,
  type Occasion,
  type OrderRow,
  type Part,
} from '../../../features/conduct';
import { letterOf, timeLine, weekMap } from './conduct-chart';

const partView = (part: Part) => ({
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
});

function orderView(order: OrderRow, orders: readonly OrderRow[]) {
  const place = orders.filter(({ withdrawn }) => withdrawn === null).indexOf(order);
  return {
    id: order.id,
    letter: place < 0 ? '' : letterOf(place),
    name: ORDER_WORDS[order.kind],
    from: dayText(order.madeOn),
    until: order.endsOn === null ? 'until further order' : `to ${dayText(order.endsOn)}`,
    terms: order.terms,
    withdrawn: order.withdrawn,
  };
}

export function occasionView(occasion: Occasion, orders: readonly OrderRow[]) {
  const named = (id: string): string => {
    const order = orders.find((each) => each.id === id);
    return order === undefined ? '' : `${ORDER_WORDS[order.kind]} of ${dayText(order.madeOn)}`;
  };
  const breach = occasion.decision?.breachOf ?? null;
  return {
    id: occasion.id,
    number: occasion.number,
    when: momentText(occasion.moment),
    source: sourceText(occasion.moment),
    standing: standingOf(occasion),
    parts: occasion.parts.map(partView),
    inForce: occasion.inForce.map(({ order, sure }) => ({ id: order, sure, name: named(order) })),
    breach: breach === null ? undefined : named(breach),
    decisions: [occasion.decision, ...occasion.earlier].flatMap((one) =>
      one === undefined ? [] : [{ ...one, breach: one.breachOf === null ? undefined : named(one.breachOf) }],
    ),
  };
}

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

/** What the page of the series shows. */
export const conductPage = (conduct: Conduct) => ({
  occasions: conduct.occasions.map((one) => occasionView(one, conduct.orders)),
  loose: conduct.loose.map(partView),
  proposals: conduct.proposals.map((group) => group.map(partView)),
  orders: conduct.orders.map((order) => orderView(order, conduct.orders)),
  counting: conduct.counting,
  line: timeLine(conduct),
  map: conduct.series.weeks.length === 0 ? undefined : weekMap(conduct.series.weeks),
  weeks: numbers(conduct.series.weeks),
  shape: {
    first: conduct.series.first === null ? undefined : dayText(conduct.series.first),
    last: conduct.series.last === null ? undefined : dayText(conduct.series.last),
    longestGapDays: conduct.series.longestGapDays,
    medianGapDays: conduct.series.medianGapDays,
    longestStay: Math.max(0, ...conduct.series.stays.map(({ seconds }) => seconds)),
    stays: conduct.series.stays.length,
    weeks: conduct.series.weeks.length,
    busiest: Math.max(0, ...conduct.series.weeks.map(({ occasions }) => occasions.length)),
  },
});
