import { whenOf, type Incident } from '../../features/diary';
import { dateFormat } from '../../kernel/formatters';
import { dayInWords } from './diary-lines';
import type { Speech } from './speech';

/** An entry in a list by days. */
export interface DayEntry {
  readonly id: string;
  /** In the victim's own words, the first of them. */
  readonly short: string;
  /** `YYYY-MM-DD`, where the day is known. */
  readonly date: string | undefined;
  readonly dayWords: string;
  readonly time: string | undefined;
  readonly isSent: boolean;
}

export interface Month {
  /** `YYYY-MM` */
  readonly key: string;
  readonly title: string;
  readonly entries: readonly DayEntry[];
  /** Seven days a row, from Monday; `null` where another month's day would be. */
  readonly weeks: readonly (readonly (CalendarDay | null)[])[];
}

export interface CalendarDay {
  readonly number: number;
  readonly date: string;
  readonly count: number;
}

const WEEK = 7;
/** A Monday. */
const MONDAY = Date.UTC(2024, 0, 1);
const DAY_MS = 86_400_000;

/** Names of the days, from Monday. */
export const weekdays = (tag: string): { readonly short: string; readonly long: string }[] =>
  Array.from({ length: WEEK }, (_, day) => {
    const at = new Date(MONDAY + day * DAY_MS);
    const name = (weekday: 'short' | 'long'): string =>
      dateFormat(tag, { weekday, timeZone: 'UTC' }).format(at);
    return { short: name('short'), long: name('long') };
  });

function weeksOf(key: string, entries: readonly DayEntry[]): (CalendarDay | null)[][] {
  const [year = 0, month = 0] = key.split('-').map(Number);
  const before = (new Date(Date.UTC(year, month - 1, 1)).getUTCDay() + WEEK - 1) % WEEK;
  const length = new Date(Date.UTC(year, month, 0)).getUTCDate();
  const cells = Math.ceil((before + length) / WEEK) * WEEK;
  const days = Array.from({ length: cells }, (_, at): CalendarDay | null => {
    const number = at - before + 1;
    if (number < 1 || number > length) return null;
    const date = `${key}-${String(number).padStart(2, '0')}`;
    return { number, date, count: entries.filter((entry) => entry.date === date).length };
  });
  return Array.from({ length: cells / WEEK }, (_, week) => days.slice(week * WEEK, (week + 1) * WEEK));
}

/** Entries by the time of what they tell, newest first; those of no known month apart. */
export function monthsOf(
  speech: Speech,
  entries: readonly Incident[],
  shortOf: (entry: Incident) => string,
  now: Date,
): { months: Month[]; undated: DayEntry[] } {
  const { format, t } = speech;
  const read = entries.map((entry) => {
    const when = whenOf(entry, now);
    const { date, time } = when;
    const day = date?.length === 'YYYY-MM-DD'.length ? date : undefined;
    const dayWords =
      day === undefined ? (dayInWords(speech, when) ?? t.diary.days.noDay) : format.date(`${day}T12:00:00Z`);
    const row: DayEntry = {
      ...{ id: entry.id, short: shortOf(entry), date: day, dayWords, time, isSent: entry.sentAt !== null },
    };
    return { key: date?.slice(0, 'YYYY-MM'.length), row };
  });
  const keys = [...new Set(read.flatMap(({ key }) => key ?? []))].sort().reverse();
  const order = (one: DayEntry, other: DayEntry): number =>
    `${other.date ?? ''}${other.time ?? ''}`.localeCompare(`${one.date ?? ''}${one.time ?? ''}`);
  const months = keys.map((key) => {
    const own = read
      .filter((one) => one.key === key)
      .map(({ row }) => row)
      .sort(order);
    return { key, title: format.month(key), entries: own, weeks: weeksOf(key, own) };
  });
  return { months, undated: read.filter(({ key }) => key === undefined).map(({ row }) => row) };
}
