import type { TimeCandidate } from './candidate';
import { utcInstant } from './wall-time';

/** The zeros of the counters that are in use (1904 in QuickTime, 1970 in Unix, 1980 on memory cards), and years before digital cameras. */
const FIRST = '1990';

/** An instant at which nothing was recorded that is sent today. */
export const isBeforeCameras = (instant: Date): boolean => instant.toISOString() < FIRST;

/** What a clock shows that was never set. */
export const isZero = (wall: string): boolean => wall < FIRST || Number.isNaN(utcInstant(wall).getTime());

/**
 * A clock that was never set tells nothing of the event, wherever it was written: not in a name, a photograph or a file's date either. What
 * was written stays, without a reading: as a time it would go before all others, and date the maker's deletion.
 */
export function withoutZero(time: TimeCandidate): TimeCandidate {
  const [first] = time.readings;
  const shown = time.wall ?? first?.instant;
  if (shown === undefined || time.flags.includes('zero') || !isZero(shown)) return time;
  return { ...time, of: 'nothing', ofEvent: false, confidence: 'none', readings: [], flags: ['zero'] };
}
