import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { BASIC, withoutSteering } from '../../../platform/pdf/faces';
import { dateFormat, numberFormat } from '../../../kernel/formatters';
import { ENGLISH } from '../texts/en';
import { readPo } from '../texts/catalogue/po';
import type { Language } from '../texts/language';
import { languageOf } from '../texts/languages';
import { drawn } from '../../../platform/paper/drawn';

const DRAFTS = join(__dirname, '../texts/drafts');
const languages: Language[] = [
  ENGLISH,
  ...readdirSync(DRAFTS)
    .filter((name) => name.endsWith('.po'))
    .map((name) => languageOf(readPo(readFileSync(join(DRAFTS, name))))),
];

/** Every text in it, however deep. */
const wordsIn = (value: unknown): string[] =>
  typeof value === 'string'
    ? [value]
    : typeof value === 'object' && value !== null
      ? Object.values(value).flatMap(wordsIn)
      : [];

/** Days, months, times and numbers, as the language writes them. */
const writtenAs = ({ tag }: Language): string[] => [
  ...Array.from({ length: 12 }, (_, month) =>
    dateFormat(tag, { dateStyle: 'full', timeStyle: 'long', timeZone: 'Europe/London' }).format(
      Date.UTC(2026, month, 1 + month * 2, month * 2, 34, 56),
    ),
  ),
  numberFormat(tag, {}).format(9_876_543_210.5),
];

/** What the faces of a paper have no shape for. */
const missing = (text: string, font: Language['font'], bold: boolean): string[] => {
  // What breaks a line is no sign.
  const wanted = withoutSteering(text.replaceAll(/\s/g, ' '));
  const shown = new Set(
    drawn(wanted, font ?? BASIC, bold)
      .map((piece) => piece.text)
      .join(''),
  );
  return Array.from(wanted).filter((sign) => !shown.has(sign));
};

describe('the faces of the paper', () => {
  it('are tried with every language that there is a catalogue of', () => {
    expect(languages.map(({ tag }) => tag).sort()).toEqual(['ar', 'cy', 'en-GB', 'pl', 'ro', 'uk', 'ur']);
    expect(missing('a\u4e00b', BASIC, false)).toEqual(['\u4e00']);
  });

  it.each(languages.map((language) => [language.tag, language] as const))(
    'have a shape for every sign of %s, plain and bold',
    (_, language) => {
      const texts = [...wordsIn(language.texts), ...writtenAs(language), language.name];
      expect(texts.length).toBeGreaterThan(500);
      const none = [false, true].flatMap((bold) => missing(texts.join('\n'), language.font, bold));
      expect([...new Set(none)]).toEqual([]);
    },
  );
});
