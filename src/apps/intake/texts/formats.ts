import { formatBytes, formatDateTime } from '../../../platform/http';

/** Clocks of the place where things happened, whatever language tells of it. */
const ZONE = 'Europe/London';
const UNITS = ['byte', 'kilobyte', 'megabyte', 'gigabyte', 'terabyte'] as const;

/** Numbers, sizes, dates and lists as one language writes them. */
export class Formats {
  constructor(readonly tag: string) {}

  number(value: number): string {
    return new Intl.NumberFormat(this.tag).format(value);
  }

  /** In decimal units, as phones show it. British English is written as on the officers' pages. */
  bytes(bytes: number): string {
    if (this.tag === 'en-GB') return formatBytes(bytes);
    let [value, unit] = [bytes, 0];
    while (value >= 999.5 && unit < UNITS.length - 1) [value, unit] = [value / 1000, unit + 1];
    return new Intl.NumberFormat(this.tag, {
      style: 'unit',
      unit: UNITS[unit] ?? 'byte',
      unitDisplay: unit === 0 ? 'long' : 'short',
      maximumFractionDigits: unit === 0 || value >= 99.95 ? 0 : 1,
    }).format(value);
  }

  /** The exact size. */
  exactBytes(bytes: number): string {
    const unit = { style: 'unit', unit: 'byte', unitDisplay: 'long' } as const;
    return new Intl.NumberFormat(this.tag, { ...unit, useGrouping: false }).format(bytes);
  }

  date(value: Date | string): string {
    return new Intl.DateTimeFormat(this.tag, { dateStyle: 'long', timeZone: ZONE }).format(new Date(value));
  }

  /** Day and time with the zone named. */
  dateTime(value: Date | string): string {
    if (this.tag === 'en-GB') return formatDateTime(value);
    const style = { dateStyle: 'long', timeStyle: 'long', timeZone: ZONE } as const;
    return new Intl.DateTimeFormat(this.tag, style).format(new Date(value));
  }

  /** @param month `YYYY-MM` */
  month(month: string): string {
    const style = { month: 'long', year: 'numeric', timeZone: 'UTC' } as const;
    return new Intl.DateTimeFormat(this.tag, style).format(new Date(`${month}-01`));
  }

  clock(value: Date | string): string {
    const style = { hour: '2-digit', minute: '2-digit', hourCycle: 'h23', timeZone: ZONE } as const;
    return new Intl.DateTimeFormat(this.tag, style).format(new Date(value));
  }

  /** `1 hour and 5 minutes`. */
  span(minutes: number): string {
    const part = (value: number, unit: 'hour' | 'minute'): string =>
      new Intl.NumberFormat(this.tag, { style: 'unit', unit, unitDisplay: 'long' }).format(value);
    const [hours, rest] = [Math.floor(minutes / 60), minutes % 60];
    const parts = [
      ...(hours > 0 ? [part(hours, 'hour')] : []),
      ...(rest > 0 || hours === 0 ? [part(rest, 'minute')] : []),
    ];
    return new Intl.ListFormat(this.tag, { type: 'conjunction' }).format(parts);
  }

  /** `21:15 or 22:15`. */
  either(texts: readonly string[]): string {
    return new Intl.ListFormat(this.tag, { type: 'disjunction' }).format(texts);
  }
}
