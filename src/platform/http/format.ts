import { dateFormat } from '../../kernel/formatters';

const LONDON = 'Europe/London';
const HOUR = 3_600_000;
const UNITS = ['bytes', 'KB', 'MB', 'GB', 'TB'] as const;

/** A size as people read it, in decimal units as phones show it: `1.5 GB`, `120 MB`, `312 bytes`. */
export function formatBytes(bytes: number): string {
  let value = bytes;
  let unit = 0;
  while (value >= 999.5 && unit < UNITS.length - 1) {
    value /= 1000;
    unit += 1;
  }
  const rounded = unit === 0 || value >= 99.95 ? Math.round(value) : Math.round(value * 10) / 10;
  return `${rounded} ${rounded === 1 && unit === 0 ? 'byte' : (UNITS[unit] ?? '')}`;
}

/** `24 November 2026 at 14:26:51 GMT`: to the second and with the zone named, for records and papers. */
export function formatDateTime(value: Date | string, zone = LONDON): string {
  const date = new Date(value);
  const day = dateFormat('en-GB', { dateStyle: 'long', timeZone: zone }).format(date);
  const time = dateFormat('en-GB', {
    timeZone: zone,
    hour: '2-digit',
    minute: '2-digit',
    second: '2-digit',
    hourCycle: 'h23',
    timeZoneName: 'short',
  }).format(date);
  return `${day} at ${time}`;
}

const MINUTE = {
  day: 'numeric',
  month: 'long',
  year: 'numeric',
  hour: '2-digit',
  minute: '2-digit',
} as const;
const toMinute = dateFormat('en-GB', { ...MINUTE, timeZone: LONDON });
const toMinuteInZone = dateFormat('en-GB', {
  ...MINUTE,
  timeZone: LONDON,
  timeZoneName: 'short',
});

/** `24 November 2026 at 14:26`; the zone is named in the hour that comes twice in October alone. */
export function formatToMinute(value: Date | string): string {
  const at = new Date(value).getTime();
  const text = toMinute.format(at);
  const twice = [at - HOUR, at + HOUR].some((other) => toMinute.format(other) === text);
  return twice ? toMinuteInZone.format(at) : text;
}

/** `24 November 2026`. */
export const formatDate = (value: Date | string, zone = LONDON): string =>
  dateFormat('en-GB', { dateStyle: 'long', timeZone: zone }).format(new Date(value));

/** `1:02:03`, `2:03`: a length of time in seconds. */
export function formatDuration(seconds: number): string {
  const whole = Math.round(seconds);
  const two = (part: number): string => String(part).padStart(2, '0');
  const [hours, minutes] = [Math.floor(whole / 3600), Math.floor((whole % 3600) / 60)];
  return hours > 0 ? `${hours}:${two(minutes)}:${two(whole % 60)}` : `${minutes}:${two(whole % 60)}`;
}
