import { daysAfter, daysBetween, isDay, localHour, weekOf, type Moment } from './moment';

/** One occasion in the series, known at least to the day. */
export interface Visit {
  readonly number: number;
  readonly moment: Moment;
}

export interface Week {
  /** Its Monday, `YYYY-MM-DD`. */
  readonly monday: string;
  /** Numbers of its occasions. */
  readonly occasions: readonly number[];
  /** Occasions that began in each hour of the day, local time; those without a time are in none. */
  readonly hours: readonly number[];
}

export interface Gap {
  /** Numbers of the occasions before and after it. */
  readonly after: number;
  readonly before: number;
  /** Whole days between their dates. */
  readonly days: number;
}

export interface Series {
  readonly first: string | null;
  readonly last: string | null;
  /** Every week from the first to the last, also those without an occasion. */
  readonly weeks: readonly Week[];
  readonly gaps: readonly Gap[];
  readonly longestGapDays: number | null;
  readonly medianGapDays: number | null;
  /** From the first footage of an occasion to the end of its last, seconds, whatever lies between; of those alone that have footage. */
  readonly stays: readonly { readonly number: number; readonly seconds: number }[];
}

const median = (values: readonly number[]): number | null => {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = sorted.length / 2;
  if (sorted.length === 0) return null;
  const [low = 0, high = 0] = [sorted[Math.ceil(middle) - 1], sorted[Math.floor(middle)]];
  return (low + high) / 2;
};

function weeksOf(visits: readonly Visit[]): Week[] {
  const [first, last] = [visits[0], visits.at(-1)];
  if (first === undefined || last === undefined) return [];
  const of = new Map<string, Visit[]>();
  const end = weekOf(last.moment.date);
  for (let monday = weekOf(first.moment.date); monday <= end; monday = daysAfter(monday, 7))
    of.set(monday, []);
  for (const visit of visits) of.get(weekOf(visit.moment.date))?.push(visit);
  return [...of].map(([monday, here]) => ({
    monday,
    occasions: here.map(({ number }) => number),
    hours: hoursOf(here),
  }));
}

function hoursOf(visits: readonly Visit[]): number[] {
  const hours = Array.from({ length: 24 }, () => 0);
  for (const { moment } of visits) {
    if (moment.start === undefined) continue;
    const hour = localHour(moment.start);
    hours[hour] = (hours[hour] ?? 0) + 1;
  }
  return hours;
}

/** The shape of a series, and no judgement of it. `visits` in order of time; those known to the month alone are left out. */
export function seriesOf(all: readonly Visit[]): Series {
  const visits = all.filter(({ moment }) => isDay(moment.date));
  const gaps = visits.slice(1).map((visit, place): Gap => {
    const before = visits[place] ?? visit;
    const days = daysBetween(before.moment.date, visit.moment.date);
    return { after: before.number, before: visit.number, days };
  });
  const days = gaps.map((gap) => gap.days);
  return {
    first: visits[0]?.moment.date ?? null,
    last: visits.at(-1)?.moment.date ?? null,
    weeks: weeksOf(visits),
    gaps,
    longestGapDays: days.length === 0 ? null : days.reduce((most, of) => Math.max(most, of)),
    medianGapDays: median(days),
    stays: visits.flatMap(({ number, moment: { start, end } }) =>
      start === undefined || end === undefined
        ? []
        : [{ number, seconds: (end.getTime() - start.getTime()) / 1_000 }],
    ),
  };
}
