import type { Branded } from './ids';

/** A calendar day, `2026-11-24`. Such texts sort as days do. */
export type Day = Branded<string, 'Day'>;

const DAY = /^\d{4}-\d\d-\d\d$/;

/** A day that is in the calendar: not 30 February. */
export const isDay = (text: string): text is Day =>
  DAY.test(text) && !Number.isNaN(Date.parse(text)) && new Date(text).toISOString().startsWith(text);

export const dayOf = (at: Date): Day => at.toISOString().slice(0, 10) as Day;

export const later = (a: Day, b: Day): Day => (a < b ? b : a);

export const addDays = (day: Day, days: number): Day =>
  dayOf(new Date(Date.parse(day) + days * 24 * 3_600_000));

/** `months` later; the last day of the month where it has no such day (31 August and six months: 28 February). */
export function addMonths(day: Day, months: number): Day {
  const [year = 0, month = 1, date = 1] = day.split('-').map(Number);
  const last = new Date(Date.UTC(year, month + months, 0));
  const at = new Date(Date.UTC(last.getUTCFullYear(), last.getUTCMonth(), Math.min(date, last.getUTCDate())));
  return dayOf(at);
}

export const addYears = (day: Day, years: number): Day => addMonths(day, 12 * years);
