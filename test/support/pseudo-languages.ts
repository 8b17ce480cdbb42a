import { dirname, join } from 'node:path';
import { ENGLISH_TEXTS } from '../../src/apps/intake/texts/en-texts';
import type { Language, Texts } from '../../src/apps/intake/texts/language';

const ACCENTED: Readonly<Record<string, string>> = Object.fromEntries(
  Array.from('aeiouyAEIOUYcnszCNSZ').map((letter, index) => [
    letter,
    Array.from('åéîöûýÅÉÎÖÛÝçñšžÇÑŠŽ')[index] ?? letter,
  ]),
);

/** Changes every text, but not the `{places}` that values are put into. */
function changed(value: unknown, change: (words: string) => string): unknown {
  if (typeof value === 'string') return change(value);
  if (Array.isArray(value)) return value.map((inner) => changed(inner, change));
  return Object.fromEntries(
    Object.entries(value as Record<string, unknown>).map(([key, inner]) => [key, changed(inner, change)]),
  );
}

const outsidePlaces = (text: string, change: (words: string) => string): string =>
  text
    .split(/(\{\w+\})/)
    .map((part) => (part.startsWith('{') ? part : change(part)))
    .join('');

/** Accented, and two fifths longer, as German or Somali would be: what is not in the texts stays plain and is seen. */
const accented = (text: string): string =>
  `[${outsidePlaces(text, (words) => Array.from(words, (letter) => ACCENTED[letter] ?? letter).join(''))}${' ·'.repeat(Math.ceil(text.length / 5))}]`;

/** The words in Arabic letters of the same length: the browser lays them out from the right as it would real ones. */
const ARABIC = Array.from('ابتثجحخدذرزسشصضطظعغفقكلمنهوي');
const arabic = (text: string): string =>
  outsidePlaces(text, (words) =>
    words.replaceAll(
      /[A-Za-z]/g,
      (letter) => ARABIC[(letter.toLowerCase().charCodeAt(0) - 97) % ARABIC.length] ?? letter,
    ),
  );

const notoFiles = join(dirname(require.resolve('@fontsource/noto-sans-arabic/package.json')), 'files');
const notoArabic = (weight: number): string =>
  join(notoFiles, `noto-sans-arabic-arabic-${weight}-normal.woff`);

/** Only for tests: nobody speaks them. */
export const PSEUDO_LONG: Language = {
  tag: 'en-XA',
  direction: 'ltr',
  name: '[Éñglîšh]',
  checkedBy: { person: 'the tests', on: '2026-11-24' },
  texts: changed(ENGLISH_TEXTS, accented) as Texts,
};

export const PSEUDO_RIGHT_TO_LEFT: Language = {
  tag: 'ar-XB',
  direction: 'rtl',
  name: 'ابجد',
  checkedBy: { person: 'the tests', on: '2026-11-24' },
  texts: changed(ENGLISH_TEXTS, arabic) as Texts,
  font: { normal: notoArabic(400), bold: notoArabic(700) },
};

/** Complete, but no person has read it. */
export const UNCHECKED: Language = { ...PSEUDO_LONG, tag: 'cy', name: 'Cymraeg', checkedBy: null };
