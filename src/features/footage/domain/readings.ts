import type { Reading, TimeFlag } from './candidate';
import { londonInstants, londonTime, utcInstant } from './wall-time';

export const reading = (as: Reading['as'], instant: Date): Reading => ({
  as,
  instant: instant.toISOString(),
  london: londonTime(instant),
});

/** What `wall` means on clocks in the UK: one reading, two in October's double hour, none in March's missing one. */
export function asLondon(wall: string): {
  readonly readings: readonly Reading[];
  readonly flags: readonly TimeFlag[];
} {
  const readings = londonInstants(wall).map((instant) => reading('Europe/London', instant));
  if (readings.length === 1) return { readings, flags: [] };
  return { readings, flags: [readings.length === 0 ? 'hour-missing' : 'hour-twice'] };
}

export const asUtc = (wall: string): Reading => reading('UTC', utcInstant(wall));

/** Nobody says in which zone: both readings. In summer the second is an hour earlier than the first. */
export function bothReadings(wall: string): ReturnType<typeof asLondon> {
  const london = asLondon(wall);
  const readings = [asUtc(wall), ...london.readings];
  return { readings, flags: london.flags };
}
