import { dateFormat } from '../../../kernel/formatters';

/** Languages of the victims' pages, and the Arabic names of months that differ by country: Lebanon's, Morocco's, Algeria's. */
export const MONTH_LANGUAGES = ['en', 'pl', 'ro', 'uk', 'ur', 'cy', 'ar', 'ar-LB', 'ar-MA', 'ar-DZ'];

const FORMS: Intl.DateTimeFormatOptions[] = [
  { month: 'long' },
  { month: 'short' },
  // Within a date a name may have another ending: `marzec`, but `27 marca`.
  { month: 'long', day: 'numeric' },
  { month: 'short', day: 'numeric' },
];

/** Small letters without accents, points and hamzas, which many leave out on a phone. */
const plain = (text: string): string =>
  text
    .toLowerCase()
    .normalize('NFKD')
    .replaceAll(/\p{M}|\./gu, '')
    .trim();

/** @param month 1 to 12 */
export function monthNames(language: string, month: number): string[] {
  const day = new Date(Date.UTC(2026, month - 1, 15));
  return FORMS.map((form) =>
    dateFormat(language, { ...form, timeZone: 'UTC', calendar: 'gregory' })
      .formatToParts(day)
      .filter(({ type }) => type === 'month')
      .map(({ value }) => value)
      .join(''),
  );
}

const readMonths = (): ReadonlyMap<string, number> =>
  new Map(
    MONTH_LANGUAGES.flatMap((language) =>
      Array.from({ length: 12 }, (_, at) =>
        monthNames(language, at + 1).map((name): [string, number] => [plain(name), at + 1]),
      ).flat(),
    ),
  );

let months: ReadonlyMap<string, number> | undefined;

/** `3` of `March`, `marca` and `مارس`; `undefined` of what is no month's name in any language of the victims' pages. */
export function monthNamed(text: string): number | undefined {
  // Most write a number: the names are made when the first one is written.
  if (!/\p{L}/u.test(text)) return undefined;
  months ??= readMonths();
  return months.get(plain(text));
}
