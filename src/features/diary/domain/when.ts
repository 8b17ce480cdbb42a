import { DateTime } from 'luxon';
import { plainDigits } from '../../../kernel/digits';
import { londonInstant, londonInstants } from '../../../kernel/london-time';
import type { WhenAnswer } from './answers';
import { monthNamed } from './month-names';

/** When it happened as far as it can be read: whole dates and times only, in local time of the United Kingdom. */
export interface ReadWhen {
  readonly kind: 'exact' | 'about' | 'unknown' | 'left';
  /** `YYYY-MM-DD`, or `YYYY-MM` when no more is known. */
  readonly date?: string;
  /** `HH:MM` */
  readonly time?: string;
  readonly words?: string;
  /** What was typed in the fields and cannot be read, as it was typed: `27 March, half past nine`. */
  readonly typed?: string;
}

export type WhenProblem = 'no-such-date' | 'in-the-future' | 'no-such-time' | 'date-needed';

const ZONE = 'Europe/London';
/** Clocks differ, and a time is rounded as it is typed. */
const SLACK_MINUTES = 5;

/** -1 where it is no whole number: no date has that part. */
const whole = (text: string): number => (/^\d{1,4}$/.test(text) ? Number(text) : -1);

const monthOf = (text: string): number => monthNamed(text) ?? whole(text);

/** Reads `26` as 2026: nobody writes about the year 26. */
const yearOf = (text: string): number => (/^\d\d$/.test(text) ? 2000 + Number(text) : whole(text));

function dateOf(answer: WhenAnswer, now: DateTime): { date?: string; problem?: WhenProblem } {
  const [day, month, year] = [answer.day, answer.month, answer.year].map((part) =>
    plainDigits(part).trim(),
  ) as [string, string, string];
  if (day === '' && month === '' && year === '') return {};
  if (month === '' || year === '' || (day === '' && answer.kind === 'exact'))
    return { problem: 'no-such-date' };
  const date = DateTime.fromObject(
    { year: yearOf(year), month: monthOf(month), day: day === '' ? 1 : whole(day) },
    { zone: ZONE },
  );
  if (!date.isValid || date.year < 1900) return { problem: 'no-such-date' };
  if (date.startOf('day') > now) return { problem: 'in-the-future' };
  return { date: date.toFormat(day === '' ? 'yyyy-MM' : 'yyyy-MM-dd') };
}

/** `9:15`, `21.15`, `9:15 pm`, `9pm`, `2115`. */
function timeOf(text: string): { time?: string; problem?: WhenProblem } {
  const trimmed = plainDigits(text).trim().toLowerCase();
  if (trimmed === '') return {};
  const found = /^(\d{1,2})(?:[:. ]?([0-5]\d))?\s*([ap])?\.?m?\.?$/.exec(trimmed);
  if (found === null || (found[2] === undefined && found[3] === undefined))
    return { problem: 'no-such-time' };
  const half = found[3];
  let hour = Number(found[1]);
  if (half !== undefined && (hour < 1 || hour > 12)) return { problem: 'no-such-time' };
  if (half !== undefined) hour = (hour % 12) + (half === 'p' ? 12 : 0);
  if (hour > 23) return { problem: 'no-such-time' };
  return { time: `${String(hour).padStart(2, '0')}:${found[2] ?? '00'}` };
}

/** A time of today that is still to come. */
function isToCome(date: string, time: string, now: DateTime): boolean {
  if (date.length !== 'YYYY-MM-DD'.length) return false;
  const wall = `${date}T${time}`;
  // In the night on which an hour comes twice it may be the first of the two that is meant.
  const first = londonInstants(wall)[0] ?? londonInstant(wall);
  return first > now.plus({ minutes: SLACK_MINUTES }).toJSDate();
}

/** What can be read of the fields, and what is wrong with the rest. */
function look(answer: WhenAnswer, at: Date) {
  const now = DateTime.fromJSDate(at, { zone: ZONE });
  const { date, problem: ofDate } = dateOf(answer, now);
  const { time, problem: ofTime } = timeOf(answer.time);
  if (date !== undefined && time !== undefined && isToCome(date, time, now))
    return { date, ofTime: 'in-the-future' as const };
  return { date, time, ofDate, ofTime };
}

/** The fields as they were typed. What was left out in front of another keeps its place: `3 2026` could be a day or a month. */
function typedDate({ day, month, year }: WhenAnswer): string {
  const parts = [day, month, year].map((part) => part.trim());
  const last = parts.findLastIndex((part) => part !== '');
  return parts
    .slice(0, last + 1)
    .map((part) => part || '–')
    .join(' ');
}

const typedOf = (answer: WhenAnswer): string =>
  [typedDate(answer), answer.time.trim()].filter((part) => part !== '').join(', ');

/** What needs another look in what was typed; nothing does when it is not known. */
export function whenProblem(answer: WhenAnswer, now: Date): WhenProblem | undefined {
  if (answer.kind === 'unknown') return undefined;
  const { date, ofDate, ofTime } = look(answer, now);
  if (ofDate !== undefined) return ofDate;
  if (answer.kind === 'exact' && date === undefined) return 'date-needed';
  return ofTime;
}

/** A time without the day to which it belongs tells nothing: where that cannot be read, it stays beside it. */
function readFields(answer: WhenAnswer, now: Date): Pick<ReadWhen, 'date' | 'time' | 'typed'> {
  const { date, time, ofDate, ofTime } = look(answer, now);
  if (ofDate !== undefined) return { typed: typedOf(answer) };
  return {
    ...(date !== undefined && { date }),
    ...(ofTime === undefined ? time !== undefined && { time } : { typed: answer.time.trim() }),
  };
}

/** What can be relied on of it. The words stay beside it, whatever can be read, and so does what cannot. */
export function readWhen(answer: WhenAnswer | undefined, now: Date): ReadWhen {
  if (answer === undefined) return { kind: 'left' };
  const words = answer.words.trim();
  const said = words === '' ? {} : { words };
  if (answer.kind === 'unknown') {
    const typed = typedOf(answer);
    return { kind: 'unknown', ...(typed !== '' && { typed }), ...said };
  }
  return { kind: answer.kind === '' ? 'left' : answer.kind, ...readFields(answer, now), ...said };
}

/** An entry is read by the clock of its sending from then on, on every side: a day that was to come then is none by being over since. */
export const whenOf = (
  {
    answers,
    sentAt,
  }: { readonly answers: { readonly when?: WhenAnswer | undefined }; readonly sentAt: Date | null },
  now: Date,
): ReadWhen => readWhen(answers.when, sentAt ?? now);

/** The day and time of now, as they would be typed. */
export function whenNow(at: Date): WhenAnswer {
  const now = DateTime.fromJSDate(at, { zone: ZONE });
  const [day, month, year] = [now.day, now.month, now.year].map(String) as [string, string, string];
  return { kind: 'exact', day, month, year, time: now.toFormat('HH:mm'), words: '' };
}
