import { DateTime } from 'luxon';

export { londonInstants, londonOffset, utcInstant } from '../../../kernel/london-time';

export const LONDON = 'Europe/London';
/** `2026-07-14T22:03:05` of digits as they stand in a name; `undefined` when there is no such day or time. */
export function wallTime(date: string, time: string): string | undefined {
  const digits = /^(\d{4})(\d{2})(\d{2})$/.exec(date);
  const clock = /^(\d{2})(\d{2})(\d{2})$/.exec(time);
  if (digits === null || clock === null) return undefined;
  const text = `${digits.slice(1).join('-')}T${clock.slice(1).join(':')}`;
  const parsed = DateTime.fromISO(text, { zone: 'utc' });
  // ISO 8601 knows 24:00:00; the clock of a camera does not.
  return parsed.isValid && clock[1] !== '24' ? text : undefined;
}

/** `2026-07-14T22:03:05.000+01:00`: what clocks in the UK show at an instant, with their offset. */
export const londonTime = (instant: Date): string =>
  DateTime.fromJSDate(instant, { zone: LONDON }).toISO({ includeOffset: true }) ?? instant.toISOString();

/** `2026-07-14T22:03:05`, without an offset. */
export const londonWall = (instant: Date): string =>
  DateTime.fromJSDate(instant, { zone: LONDON }).toFormat("yyyy-MM-dd'T'HH:mm:ss");

/** The instant of a text that states its own offset (ISO 8601, or `+0100` as Apple writes it). */
export function statedInstant(text: string): Date | undefined {
  const parsed = DateTime.fromISO(text.trim(), { setZone: true });
  return parsed.isValid && /(Z|[+-]\d{2}:?\d{2})$/.test(text.trim()) ? parsed.toJSDate() : undefined;
}
