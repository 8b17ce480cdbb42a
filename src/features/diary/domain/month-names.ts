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

/** As they stand after `o` and often after `mis`: `27 o Fawrth`. */
const MUTATED = {
  fawrth: 3,
  fai: 5,
  fehefin: 6,
  fedi: 9,
  orffennaf: 7,
  dachwedd: 11,
  ragfyr: 12,
};

/**
 * Small letters without accents, points and hamzas, which many leave out on a phone; a keyboard of Urdu writes two letters
 * of Arabic by characters of its own.
 */
const plain = (text: string): string =>
  text
    .toLowerCase()
    .normalize('NFKD')
    .replaceAll(/\p{M}|\./gu, '')
    .replaceAll('ی', 'ي')
    .replaceAll('ک', 'ك')
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

const ENGLISH = 'january february march april may june july august september october november december'.split(
  ' ',
);

const readMonths = (): ReadonlyMap<string, number> =>
  new Map([
    ...MONTH_LANGUAGES.flatMap((language) =>
      Array.from({ length: 12 }, (_, at) =>
        monthNames(language, at + 1).map((name): [string, number] => [plain(name), at + 1]),
      ).flat(),
    ),
    ...Object.entries(MUTATED),
  ]);

let months: ReadonlyMap<string, number> | undefined;

/** `Febr`, and misspelt as most do it: its first three letters and its last two are right (`Febuary`, `Septmeber`). */
function isEnglish(name: string, word: string): boolean {
  if (word.length < 3) return false;
  if (name.startsWith(word)) return true;
  const [start, end] = [name.slice(0, 3), name.slice(-2)];
  return name.length > 4 && word.startsWith(start) && word.slice(3).endsWith(end) && /^[a-z]+$/.test(word);
}

/**
 * `3` of `March`, `marca` and `مارس`; `undefined` of what is no month's name in any language of the victims' pages. Of
 * more than one name, as `Jan-Feb`, nothing is read: what was typed stays as it was typed. `lintel.said_at` is the same rule.
 */
export function monthNamed(text: string): number | undefined {
  // Most write a number: the names are made when the first one is written.
  if (!/\p{L}/u.test(text)) return undefined;
  months ??= readMonths();
  const word = plain(text)
    .replace(/[,;]$/, '')
    .replace(/^(?:mis|o) /, '');
  const english = ENGLISH.findIndex((name) => isEnglish(name, word)) + 1;
  return months.get(word) ?? (english > 0 ? english : undefined);
}
