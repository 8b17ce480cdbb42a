import type { ReadWhen } from '../../diary';
import { dateFormat } from '../../../kernel/formatters';
import { londonInstant, londonInstants } from '../../../kernel/london-time';

const ZONE = 'Europe/London';

/** How well a time is known: from footage, or as the victim said, exactly or about. */
export type Exactness = 'footage' | 'exact' | 'about';

/** When something happened, as far as it is known. Local time of the United Kingdom. */
export interface Moment {
  /** `YYYY-MM-DD`, or `YYYY-MM` where no more is known. */
  readonly date: string;
  /** Of its beginning; missing where only the date is known. */
  readonly start?: Date;
  /** Of its end; missing where only a beginning is known. */
  readonly end?: Date;
  readonly exactness: Exactness;
  /** What the victim said, `01:40`, where clocks showed it twice that night, or never: `start` is then no more than its place in the order. */
  readonly unclear?: { readonly said: string; readonly came: 'twice' | 'never' };
}

const DATE = dateFormat('sv-SE', { timeZone: ZONE });
const HOUR = dateFormat('en-GB', { timeZone: ZONE, hour: '2-digit', hourCycle: 'h23' });
export const localDate = (instant: Date): string => DATE.format(instant);
/** 0 to 23. */
export const localHour = (instant: Date): number => Number(HOUR.format(instant));
const DAY_MS = 86_400_000;
/** `YYYY-MM-DD`, so many days after another. */
export const daysAfter = (date: string, days: number): string =>
  new Date(Date.parse(date) + days * DAY_MS).toISOString().slice(0, 10);
/** The Monday of the week of `YYYY-MM-DD`. */
export const weekOf = (date: string): string => daysAfter(date, -((new Date(date).getUTCDay() + 6) % 7));
/** Whole days from one `YYYY-MM-DD` to another. */
export const daysBetween = (from: string, to: string): number => (Date.parse(to) - Date.parse(from)) / DAY_MS;
export const isDay = (date: string): boolean => date.length === 'YYYY-MM-DD'.length;

/** `began` is when it began by the time that an officer chose, never that of the upload; `seconds` the clip's length. */
export const momentOfClip = (began: Date, seconds: number | null): Moment => ({
  date: localDate(began),
  start: began,
  end: new Date(began.getTime() + Math.round((seconds ?? 0) * 1_000)),
  exactness: 'footage',
});

/** What the victim's answer tells; `undefined` where it tells no date. */
export function momentOfIncident({ kind, date, time }: ReadWhen): Moment | undefined {
  if (date === undefined || kind === 'unknown' || kind === 'left') return undefined;
  const exactness = kind === 'exact' ? 'exact' : 'about';
  if (time === undefined || !isDay(date)) return { date, exactness };
  const wall = `${date}T${time}`;
  const times = londonInstants(wall).length;
  const known = { date, start: londonInstant(wall), exactness } as const;
  return times === 1 ? known : { ...known, unclear: { said: time, came: times === 0 ? 'never' : 'twice' } };
}

const ORDER: readonly Exactness[] = ['footage', 'exact', 'about'];

/**
 * One moment for several that belong together: from the first beginning to the last end of the best known ones. What the
 * victim remembers about does not stretch what a camera saw.
 */
export function spanOf(moments: readonly Moment[]): Moment | undefined {
  for (const exactness of ORDER) {
    const of = moments.filter((moment) => moment.exactness === exactness);
    const starts = of.flatMap(({ start }) => (start === undefined ? [] : [start.getTime()]));
    if (starts.length === 0) continue;
    const start = new Date(Math.min(...starts));
    const first = of.find((moment) => moment.start?.getTime() === start.getTime());
    const ends = of.flatMap(({ end }) => (end === undefined ? [] : [end.getTime()]));
    return {
      date: localDate(start),
      start,
      ...(ends.length > 0 && { end: new Date(Math.max(...ends, ...starts)) }),
      exactness,
      ...(first?.unclear && { unclear: first.unclear }),
    };
  }
  const byDate = (one: Moment, other: Moment): number => one.date.localeCompare(other.date);
  return [...moments].sort((a, b) => Number(isDay(b.date)) - Number(isDay(a.date)) || byDate(a, b))[0];
}

/** In the order of time: what is known less well stands after what is known better of the same day, and what is not known last. */
export function inOrder<Item extends { readonly moment: Moment | undefined }>(
  items: readonly Item[],
): Item[] {
  const keyed = items.map((item) => ({ item, key: sortKey(item.moment) }));
  keyed.sort((one, other) => (one.key < other.key ? -1 : Number(one.key > other.key)));
  return keyed.map(({ item }) => item);
}

const sortKey = (moment: Moment | undefined): string =>
  moment === undefined ? '~' : `${moment.date.padEnd(10, '~')} ${moment.start?.toISOString() ?? '~'}`;
