import { DateTime } from 'luxon';
import { sharedBy, type Occasion, type Part } from './conduct';
import { isDay, type Moment } from './domain/moment';
import { dateFormat } from '../../kernel/formatters';
import { incidentName } from '../diary';

const ZONE = 'Europe/London';

const inWords = (day?: 'numeric'): Intl.DateTimeFormat =>
  dateFormat('en-GB', { timeZone: 'UTC', month: 'long', year: 'numeric', ...(day && { day }) });
const [DAY, MONTH] = [inWords('numeric'), inWords()];
const ZONE_NAME = dateFormat('en-GB', { timeZone: ZONE, timeZoneName: 'short' });

/** `2 November 2026`, or `November 2026`. */
export const dayText = (date: string): string => (isDay(date) ? DAY : MONTH).format(new Date(date));

/** `1 day`, `10.5 days`: a time between occasions; undefined when there is none. */
export const gapText = (days: number | null): string | undefined =>
  days === null ? undefined : `${days} ${days === 1 ? 'day' : 'days'}`;

const zoneOf = (instant: Date): string =>
  ZONE_NAME.formatToParts(instant).find(({ type }) => type === 'timeZoneName')?.value ?? '';

const UNCLEAR = {
  twice: 'this hour came twice that night',
  never: 'no clock in the UK showed this time',
} as const;

/** `2 November 2026, 21:00:10 to 21:10:40 GMT`: how well it is known stands beside it. */
export function momentText(moment: Moment | undefined): string {
  if (moment === undefined) return 'Time not known';
  const { date, start, end, exactness, unclear } = moment;
  const day = dayText(date);
  if (start === undefined) return exactness === 'about' ? `About ${day}` : day;
  // Whether it was summer time nobody said, so nobody is said to have.
  if (unclear !== undefined)
    return `${day}, ${exactness === 'about' ? 'about ' : ''}${unclear.said} (${UNCLEAR[unclear.came]})`;
  const format = exactness === 'footage' ? 'HH:mm:ss' : 'HH:mm';
  const at = (instant: Date): DateTime => DateTime.fromJSDate(instant, { zone: ZONE });
  const [from, to] = [at(start), end === undefined || end <= start ? undefined : at(end)];
  const until =
    to === undefined
      ? ''
      : to.hasSame(from, 'day')
        ? ` to ${to.toFormat(format)}`
        : ` to ${dayText(to.toFormat('yyyy-MM-dd'))}, ${to.toFormat(format)}`;
  const zones = [zoneOf(start), zoneOf(to?.toJSDate() ?? start)] as const;
  const began = from.toFormat(format) + (zones[0] === zones[1] ? '' : ` ${zones[0]}`);
  return `${day}, ${exactness === 'about' ? 'about ' : ''}${began}${until} ${zones[1]}`;
}

/** Whose word the time is. */
export const SOURCE_WORDS = {
  footage: 'from footage, by the time that was chosen',
  exact: 'as the victim said',
  about: 'as the victim remembers it',
} as const satisfies Record<Moment['exactness'], string>;

export const sourceText = (moment: Moment | undefined): string =>
  moment === undefined ? 'no time was chosen, and the victim gave none' : SOURCE_WORDS[moment.exactness];

/** When an occasion was, and whose word that is. */
export const whenOfOccasion = ({ moment, parts }: Pick<Occasion, 'moment' | 'parts'>) =>
  moment === undefined && parts.some(({ leftOut }) => leftOut)
    ? { moment: 'Time left out', source: 'ask the disclosure officer' }
    : { moment: momentText(moment), source: sourceText(moment) };

/** So many are named; of more the number and the first. */
const NAMED = 8;

/** `occasion 3`, `occasions 1, 2 and 3` */
export function occasionNumbers(numbers: readonly number[]): string {
  const last = numbers.at(-1) ?? '';
  if (numbers.length > NAMED)
    return `${numbers.length} other occasions, the first of them occasion ${numbers[0] ?? ''}`;
  return numbers.length < 2 ? `occasion ${last}` : `occasions ${numbers.slice(0, -1).join(', ')} and ${last}`;
}

/** Of those that the paper tells of: one recording is no proof of two occasions. */
export function sharedLines(
  occasion: Pick<Occasion, 'parts'>,
  told: readonly { readonly number: number }[],
): string[] {
  const numbers = new Set(told.map(({ number }) => number));
  const shared = sharedBy(occasion).filter((number) => numbers.has(number));
  return shared.length === 0
    ? []
    : [`A version of the same recording stands with ${occasionNumbers(shared)} too`];
}

export const partText = (part: Part): string => part.exhibit ?? part.name;

/** What the victim sent later to an entry, by name: an earlier entry alone is not the victim's last word. */
export const laterText = ({ later }: Part): string | undefined =>
  later.length === 0
    ? undefined
    : `The victim added to this: ${later.map(({ number, reference }) => incidentName(number, reference)).join(', ')}`;

export type Standing = 'counts' | 'not' | 'undecided';
export const standingOf = ({ decision }: Pick<Occasion, 'decision'>): Standing =>
  decision === null ? 'undecided' : decision.counts ? 'counts' : 'not';
