import { dateFormat, listFormat, numberFormat } from '../../../kernel/formatters';
import { formatDateTime } from '../../../platform/http';
import { sizeText } from '../browser/shared/sizes';

export { telephones } from '../../../kernel/telephones';

/** Clocks of the place where things happened, whatever language tells of it. */
const ZONE = 'Europe/London';

/** Of a page, a person's mailbox or a host. */
const ADDRESS = /https?:\/\/\S+|[^\s@]+@[^\s@]+\.[^\s@]+|(?:[\w-]+\.)+[a-z]{2,}(?:[:/]\S*)?/gi;
/** Between two of its parts: after a stroke or a hyphen, before any other sign that a part follows. */
const SEAM = /(?<=\/)(?!\/)|(?<=-)|(?=[.@?&#=_:]\w)/;

/** A text in pieces after each of which a line may end: an address that is longer than its line ends it at a sign, not within a word. */
export function addressPieces(text: string): string[] {
  const pieces = [''];
  const add = (part: string): void => void pieces.push((pieces.pop() ?? '') + part);
  let at = 0;
  for (const { 0: address, index } of text.matchAll(ADDRESS)) {
    add(text.slice(at, index));
    const [first = '', ...others] = address.split(SEAM);
    add(first);
    pieces.push(...others);
    at = index + address.length;
  }
  add(text.slice(at));
  return pieces;
}

const NO_OFFSET = /\s?[+-][0٠۰]$/;

/** Date and time with the zone named: Greenwich's own time is not told as "GMT+0", which nobody says. */
const zonedText = (format: Intl.DateTimeFormat, value: Date | string): string =>
  format
    .formatToParts(new Date(value))
    .map(({ type, value: part }) => (type === 'timeZoneName' ? part.replace(NO_OFFSET, '') : part))
    .join('');

/** Welsh says `ac`, not `a`, before a vowel, and so before 1, 8, 11 to 19 and 80 to 89 as they are read; Intl leaves it open. */
const WELSH_AND = 'a(c)';
const SAID_WITH_A_VOWEL = /^(?:[aeiouwy]|(?:[18]|1[1-9]|8\d)(?!\d))/i;

/** Numbers, sizes, dates and lists as one language writes them. */
export class Formats {
  constructor(readonly tag: string) {}

  number(value: number): string {
    return numberFormat(this.tag, {}).format(value);
  }

  bytes(bytes: number): string {
    return sizeText(bytes, this.tag);
  }

  /** The exact size. */
  exactBytes(bytes: number): string {
    const unit = { style: 'unit', unit: 'byte', unitDisplay: 'long' } as const;
    return numberFormat(this.tag, { ...unit, useGrouping: false }).format(bytes);
  }

  date(value: Date | string): string {
    return dateFormat(this.tag, { dateStyle: 'long', timeZone: ZONE }).format(new Date(value));
  }

  /** Day and time with the zone named. */
  dateTime(value: Date | string): string {
    if (this.tag === 'en-GB') return formatDateTime(value);
    const style = { dateStyle: 'long', timeStyle: 'long', timeZone: ZONE } as const;
    return zonedText(dateFormat(this.tag, style), value);
  }

  /** @param month `YYYY-MM` */
  month(month: string): string {
    const style = { month: 'long', year: 'numeric', timeZone: 'UTC' } as const;
    return dateFormat(this.tag, style).format(new Date(`${month}-01`));
  }

  /** Each of them; with the zone named where two would read alike, as in the hour that comes twice in October. */
  clocks(values: readonly string[]): string[] {
    const style = { hour: '2-digit', minute: '2-digit', hourCycle: 'h23', timeZone: ZONE } as const;
    const clock = dateFormat(this.tag, style);
    const zoned = dateFormat(this.tag, { ...style, timeZoneName: 'short' });
    const texts = values.map((value) => clock.format(new Date(value)));
    return new Set(texts).size === texts.length ? texts : values.map((value) => zonedText(zoned, value));
  }

  /** `44 files and 1 entry`. */
  list(texts: readonly string[]): string {
    const parts = listFormat(this.tag, { type: 'conjunction' }).formatToParts(texts);
    const and = SAID_WITH_A_VOWEL.test(texts.at(-1) ?? '') ? 'ac' : 'a';
    return parts
      .map(({ type, value }) => (type === 'literal' ? value.replace(WELSH_AND, and) : value))
      .join('');
  }

  /** `1 hour and 5 minutes`. */
  span(minutes: number): string {
    const part = (value: number, unit: 'hour' | 'minute'): string =>
      numberFormat(this.tag, { style: 'unit', unit, unitDisplay: 'long' }).format(value);
    const [hours, rest] = [Math.floor(minutes / 60), minutes % 60];
    const parts = [
      ...(hours > 0 ? [part(hours, 'hour')] : []),
      ...(rest > 0 || hours === 0 ? [part(rest, 'minute')] : []),
    ];
    return this.list(parts);
  }

  /** `3 hours`, or from a day on `30 days`. */
  length(hours: number): string {
    const part = hours < 24 ? { value: hours, unit: 'hour' } : { value: Math.round(hours / 24), unit: 'day' };
    return numberFormat(this.tag, { style: 'unit', unit: part.unit, unitDisplay: 'long' }).format(part.value);
  }

  /** `21:15 or 22:15`. */
  either(texts: readonly string[]): string {
    return listFormat(this.tag, { type: 'disjunction' }).format(texts);
  }
}
