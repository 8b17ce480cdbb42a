import { plainDigits } from '../../../kernel/digits';
import { londonInstants, londonWall } from './wall-time';

/** What the doorbell's clock showed when the victim looked, against the server's clock. */
export interface ClockCheck {
  /** `22:03`, as the victim read it. */
  readonly shown: string;
  /** When the answer reached the server. */
  readonly at: Date;
  /** Seconds that the doorbell is ahead of real time; negative when it is behind. */
  readonly offsetSeconds: number;
  readonly plusMinusSeconds: number;
}

/** The victim reads minutes, and needs up to about a minute and a half to read, type and send them. */
const PLUS_MINUS_SECONDS = 90;
const HALF_DAY = 12 * 3_600_000;
const DAY = 86_400_000;

/** `22:03` of what was typed (`22.03`, `2203`, `9:05`, `9:05 pm`); `undefined` when it is no time of day. */
export function timeOfDay(text: string): string | undefined {
  const typed = /^\s*(\d{1,2})\s*[:.h ]?\s*(\d{2})\s*(?:([ap])\.?\s?m\.?)?\s*$/i.exec(plainDigits(text));
  if (typed === null) return undefined;
  const [, hours = '', minutes = '', half] = typed;
  const hour = half === undefined ? Number(hours) : halfDay(Number(hours), half.toLowerCase());
  if (hour === undefined || hour > 23 || Number(minutes) > 59) return undefined;
  return `${String(hour).padStart(2, '0')}:${minutes}`;
}

/** 12 am is midnight, 12 pm is noon. */
function halfDay(hour: number, half: string): number | undefined {
  if (hour < 1 || hour > 12) return undefined;
  return (hour % 12) + (half === 'p' ? 12 : 0);
}

/**
 * Compares a time of day with real time. A clock can only be told wrong by up to half a day, so the nearest day is taken.
 * @param shown of `timeOfDay`
 */
export function compareClock(shown: string, at: Date): ClockCheck {
  const days = [-DAY, 0, DAY].map((shift) => londonWall(new Date(at.getTime() + shift)).slice(0, 10));
  // The middle of the minute that the victim saw.
  const offsets = days
    .flatMap((day) => londonInstants(`${day}T${shown}:30`))
    .map((instant) => instant.getTime() - at.getTime())
    .filter((offset) => Math.abs(offset) <= HALF_DAY + 3_600_000);
  const nearest = offsets.reduce((best, each) => (Math.abs(each) < Math.abs(best) ? each : best), Infinity);
  const offsetSeconds = Number.isFinite(nearest) ? Math.round(nearest / 1_000) : 0;
  return { shown, at, offsetSeconds, plusMinusSeconds: PLUS_MINUS_SECONDS };
}
