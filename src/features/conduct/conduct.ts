import type { IncidentId, OrderId, PartId } from '../../kernel/ids';
import { readWhen } from '../diary';
import type { ClipRow, DecisionRow, IncidentRow, OccasionRow, OrderRow } from './conduct.repository';
import { momentOfClip, momentOfIncident, sortKey, spanOf, type Moment } from './domain/moment';
import { inForceOn } from './domain/order';
import { seriesOf, type Series } from './domain/series';
import { proposeGroups } from './domain/together';

/** A clip or an incident, and when it was as far as that is known. */
export interface Part {
  readonly kind: 'clip' | 'incident';
  readonly id: string;
  /** In the occasion to which it belongs. */
  readonly part: PartId | null;
  /** File name or number. */
  readonly name: string;
  readonly exhibit: string | null;
  readonly exhibitId: string | null;
  /** Of the incident to which she put the clip. */
  readonly incident: IncidentId | null;
  /** What she wrote of it. */
  readonly words: string;
  /** Whether she said that an order was in force. */
  readonly orderSaid: boolean;
  readonly moment: Moment | undefined;
}

export interface Occasion extends OccasionRow {
  readonly parts: readonly Part[];
  readonly moment: Moment | undefined;
  /** The one that holds. */
  readonly decision: DecisionRow | undefined;
  readonly earlier: readonly DecisionRow[];
  /** Orders in force on its day; `sure` is false where only the month is known. */
  readonly inForce: readonly { readonly order: OrderId; readonly sure: boolean }[];
}

/** Everything of one investigation that the series is seen from. */
export interface Conduct {
  /** In the order of time; those whose time is not known at the end. */
  readonly occasions: readonly Occasion[];
  readonly loose: readonly Part[];
  readonly proposals: readonly (readonly Part[])[];
  readonly orders: readonly OrderRow[];
  /** Of the occasions that an officer lets count. */
  readonly series: Series;
  readonly counting: number;
}

export interface ConductRows {
  readonly clips: readonly ClipRow[];
  readonly incidents: readonly IncidentRow[];
  readonly occasions: readonly OccasionRow[];
  /** Newest first. */
  readonly decisions: readonly DecisionRow[];
  readonly orders: readonly OrderRow[];
}

const clipPart = (row: ClipRow): Part => ({
  kind: 'clip',
  id: row.id,
  part: row.part,
  name: row.fileName,
  exhibit: row.exhibit,
  exhibitId: row.exhibitId,
  incident: row.incident,
  words: '',
  orderSaid: false,
  moment: row.instant === null ? undefined : momentOfClip(row.instant, row.seconds),
});

const incidentPart = (row: IncidentRow): Part => ({
  kind: 'incident',
  id: row.id,
  part: row.part,
  name: `Incident ${row.number}`,
  exhibit: null,
  exhibitId: null,
  incident: null,
  words: row.answers.what?.words ?? '',
  orderSaid: row.answers.order?.answer === 'yes',
  moment: momentOfIncident(readWhen(row.answers.when, row.sentAt)),
});

const byTime = (one: { moment: Moment | undefined }, other: { moment: Moment | undefined }): number =>
  sortKey(one.moment).localeCompare(sortKey(other.moment));

/** Puts the rows of one investigation together. `minutes`: see proposeGroups. */
export function conductOf(rows: ConductRows, minutes: number): Conduct {
  const placed = [
    ...rows.clips.map((row) => ({ occasion: row.occasion, part: clipPart(row) })),
    ...rows.incidents.map((row) => ({ occasion: row.occasion, part: incidentPart(row) })),
  ];
  const standing = rows.orders.filter(({ withdrawn }) => withdrawn === null);
  const occasions = rows.occasions
    .map((row): Occasion => {
      const parts = placed.flatMap(({ occasion, part }) => (occasion === row.id ? [part] : [])).sort(byTime);
      const moment = spanOf(parts.flatMap((part) => part.moment ?? []));
      const [decision, ...earlier] = rows.decisions.filter(({ occasion }) => occasion === row.id);
      const inForce = standing.flatMap((order) => {
        const is = moment === undefined ? false : inForceOn(order, moment.date);
        return is === false ? [] : [{ order: order.id, sure: is === true }];
      });
      return { ...row, parts, moment, decision, earlier, inForce };
    })
    .sort(byTime);
  const loose = placed.flatMap(({ occasion, part }) => (occasion === null ? [part] : [])).sort(byTime);
  const counted = occasions.filter(({ decision, parts }) => decision?.counts === true && parts.length > 0);
  return {
    occasions,
    loose,
    proposals: proposeGroups(loose, minutes),
    orders: rows.orders,
    series: seriesOf(
      counted.flatMap(({ number, moment }) => (moment === undefined ? [] : [{ number, moment }])),
    ),
    counting: counted.length,
  };
}
