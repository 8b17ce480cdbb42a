import { plainDigits } from '../../../kernel/digits';
import type { EventTime } from './candidate';
import { asLondon } from './readings';
import { timeOfDay } from './clock-check';
import { wallTime } from './wall-time';

/** What the victim read in the picture, as it was typed. */
export interface TypedMoment {
  readonly day: string;
  readonly month: string;
  readonly year: string;
  readonly time: string;
}

export type MomentProblem = 'no-such-day' | 'not-a-time' | 'in-the-future';

export const isEmptyMoment = ({ day, month, year, time }: TypedMoment): boolean =>
  [day, month, year, time].every((part) => part.trim() === '');

/** `220305` of `22:03:05`, `22:03`, `10:03 pm`; `undefined` when it is no time of day. */
function digits(typed: string): string | undefined {
  const [, start = typed, seconds = '00'] = /^\s*(\d{1,2}[:.]\d{2})[:.]([0-5]\d)\s*$/.exec(typed) ?? [];
  const time = timeOfDay(start);
  return time === undefined ? undefined : time.replace(':', '') + seconds;
}

/** `2026-07-14T22:03:05`, without a zone. */
export function typedWall(
  typed: TypedMoment,
): { readonly wall: string } | { readonly problem: MomentProblem } {
  const [day, month, year] = [typed.day, typed.month, typed.year].map((part) => plainDigits(part).trim());
  const time = digits(plainDigits(typed.time));
  const date = `${year ?? ''}${month?.padStart(2, '0') ?? ''}${day?.padStart(2, '0') ?? ''}`;
  if (wallTime(date, '000000') === undefined) return { problem: 'no-such-day' };
  const wall = time === undefined ? undefined : wallTime(date, time);
  return wall === undefined ? { problem: 'not-a-time' } : { wall };
}

/** It is the victim's answer: officers who look for themselves state the frame as well. */
export function pictureTime(wall: string): EventTime {
  const { readings, flags } = asLondon(wall);
  return {
    source: 'her-answer',
    of: 'start',
    ofEvent: true,
    zone: 'device-local',
    wall,
    readings,
    flags: [...flags, 'device-clock', 'read-in-picture'],
    confidence: 'medium',
    plusMinusSeconds: 60,
  };
}
