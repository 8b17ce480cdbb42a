import type { IncidentId, OccasionId, PartId } from '../../kernel/ids';
import { seenOf, type Seen } from '../../kernel/seen';
import { incidentName, readWhen } from '../diary';
import type { ClipRow, IncidentRow, OccasionRow, OrderRow } from './conduct.repository';
import { inOrder, momentOfClip, momentOfIncident, spanOf, type Moment } from './domain/moment';
import { inForceOn } from './domain/order';
import { seriesOf, type Series } from './domain/series';
import { proposeGroups } from './domain/groups';
import type { SameRecordings } from './same-recordings';

/** A clip or an incident, and when it was as far as that is known. */
export interface Part {
  readonly kind: 'clip' | 'incident';
  readonly id: string;
  /** In the occasion to which it belongs. */
  readonly part: PartId | null;
  /** Of its file, or as an incident is called. */
  readonly name: string;
  readonly exhibit: string | null;
  readonly exhibitId: string | null;
  /** How the exhibit is described, and who produces it. */
  readonly shows: { readonly description: string | null; readonly producer: string | null };
  /** Entries by which the victim added to this one, or corrected it. */
  readonly later: IncidentRow['later'];
  /** Of the incident to which the victim put the clip. */
  readonly incident: IncidentId | null;
  /** What the victim wrote of it. */
  readonly words: string;
  /** Whether the victim said that an order was in force. */
  readonly orderSaid: boolean;
  readonly moment: Moment | undefined;
  /** Its footage is gone. */
  readonly erased: boolean;
  /** Of a clip that was sent in several versions: one for all of them. */
  readonly recording: string | null;
  /** Numbers of other occasions to which another version of it belongs. */
  readonly alsoIn: readonly number[];
  /** A paper does not tell of it. */
  readonly leftOut?: true;
}

export interface Occasion extends OccasionRow {
  readonly parts: readonly Part[];
  readonly moment: Moment | undefined;
}

/** What a decision stands on: what belongs to it, when that was, and what was decided before. */
export const occasionSeen = ({ parts, decision }: Occasion): Seen =>
  seenOf([parts.map(({ id, moment, words, alsoIn }) => [id, moment, words, alsoIn]), decision]);

/** Groups by the id of their first part. */
export interface Proposal {
  readonly id: string;
  readonly parts: readonly Part[];
}

/** Everything of one investigation that the series is seen from. Lists are in the order of time, what is not known last. */
export interface Conduct {
  readonly occasions: readonly Occasion[];
  /** In an occasion, or in none yet. */
  readonly parts: readonly Part[];
  readonly proposals: readonly Proposal[];
  readonly orders: readonly OrderRow[];
  /** Of the occasions that an officer lets count. */
  readonly series: Series;
  readonly counting: number;
}

export interface PartRows {
  readonly clips: readonly ClipRow[];
  readonly incidents: readonly IncidentRow[];
  /** Recordings that were sent in several versions. */
  readonly same: SameRecordings;
}

export interface ConductRows extends PartRows {
  readonly occasions: readonly OccasionRow[];
  readonly orders: readonly OrderRow[];
}

const clipPart = (row: ClipRow, same: SameRecordings): Part => ({
  kind: 'clip',
  id: row.id,
  part: row.part,
  name: row.fileName,
  exhibit: row.exhibit,
  exhibitId: row.exhibitId,
  shows: { description: row.description, producer: row.producer },
  later: [],
  incident: row.incident,
  words: '',
  orderSaid: false,
  erased: row.erased,
  recording: same.get(row.id)?.recording ?? null,
  alsoIn: same.get(row.id)?.alsoIn ?? [],
  moment: row.began === null ? undefined : momentOfClip(row.began, row.seconds),
});

const incidentPart = (row: IncidentRow): Part => ({
  kind: 'incident',
  id: row.id,
  part: row.part,
  name: incidentName(row.number, row.reference),
  exhibit: null,
  exhibitId: null,
  shows: { description: null, producer: null },
  later: row.later,
  incident: null,
  words: row.answers.what?.words ?? '',
  erased: false,
  recording: null,
  alsoIn: [],
  orderSaid: row.answers.order?.answer === 'yes',
  moment: momentOfIncident(readWhen(row.answers.when, row.sentAt)),
});

type Placed = Part & { readonly occasion: OccasionId | null };

const placedOf = ({ clips, incidents, same }: PartRows): Placed[] =>
  inOrder([
    ...clips.map((row) => ({ ...clipPart(row, same), occasion: row.occasion })),
    ...incidents.map((row) => ({ ...incidentPart(row), occasion: row.occasion })),
  ]);

/** Without what these parts tell, their times among it. */
export function withoutParts(occasion: Occasion, isLeftOut: (part: Part) => boolean): Occasion {
  if (!occasion.parts.some(isLeftOut)) return occasion;
  const parts = occasion.parts.map((part): Part =>
    isLeftOut(part) ? { ...part, words: '', later: [], moment: undefined, alsoIn: [], leftOut: true } : part,
  );
  return occasionWith(occasion, parts);
}

const occasionWith = (row: OccasionRow, parts: readonly Part[]): Occasion => ({
  ...row,
  parts,
  moment: spanOf(parts.flatMap(({ moment }) => moment ?? [])),
});

/** Of the rows of its own parts. */
export const occasionOf = (row: OccasionRow, rows: PartRows): Occasion => occasionWith(row, placedOf(rows));

/** Puts the rows of one investigation together. `minutes`: see proposeGroups. */
export function conductOf(rows: ConductRows, minutes: number): Conduct {
  const parts = placedOf(rows);
  const belonging = new Map<OccasionId, Part[]>(rows.occasions.map(({ id }) => [id, []]));
  for (const part of parts) if (part.occasion !== null) belonging.get(part.occasion)?.push(part);
  const occasions = inOrder(rows.occasions.map((row) => occasionWith(row, belonging.get(row.id) ?? [])));
  const counted = occasions.filter((one) => one.decision?.counts === true && one.parts.length > 0);
  return {
    occasions,
    parts,
    proposals: proposeGroups(parts.filter(isLoose), minutes).map((group) => ({
      id: group[0]?.id ?? '',
      parts: group,
    })),
    orders: rows.orders,
    series: seriesOf(
      counted.flatMap(({ number, moment }) => (moment === undefined ? [] : [{ number, moment }])),
    ),
    counting: counted.length,
  };
}

/** Numbers of other occasions to which a version of one of its recordings belongs. */
export const sharedBy = ({ parts }: Pick<Occasion, 'parts'>): number[] =>
  [...new Set(parts.flatMap(({ alsoIn }) => alsoIn))].sort((a, b) => a - b);

/** In no occasion yet. */
export const isLoose = ({ part }: Part): boolean => part === null;

/** Orders in force on the day of an occasion; `sure` is false where only the month is known. */
export const inForceAt = (
  orders: readonly OrderRow[],
  moment: Moment | undefined,
): { readonly order: OrderRow; readonly sure: boolean }[] =>
  orders.flatMap((order) => {
    const is = moment === undefined || order.withdrawn !== null ? false : inForceOn(order, moment.date);
    return is === false ? [] : [{ order, sure: is === true }];
  });

/**
 * The first `limit` of those that `fits` says, after one of them; from the start again after one that is gone. What no
 * longer fits still has its place.
 */
export function following<Item extends { readonly id: string }>(
  items: readonly Item[],
  limit: number,
  after: string | undefined,
  fits: (item: Item) => boolean = () => true,
): Item[] {
  const start = after === undefined ? 0 : items.findIndex(({ id }) => id === after) + 1;
  return items.slice(start).filter(fits).slice(0, limit);
}
