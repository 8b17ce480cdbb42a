import { dirname, join } from 'node:path';
import { BASIC } from '../../../platform/pdf/faces';
import { telephones } from '../texts/formats';
import { linesOf, type Line } from '../../../platform/paper/lines';

const files = join(dirname(require.resolve('@fontsource/noto-sans-arabic/package.json')), 'files');
const ARABIC = {
  normal: join(files, 'noto-sans-arabic-arabic-400-normal.woff'),
  bold: join(files, 'noto-sans-arabic-arabic-700-normal.woff'),
};
const setting = { font: ARABIC, bold: false, size: 10, width: 200, direction: 'rtl' } as const;

/** As it is seen, from left to right. */
const seen = ({ pieces }: Line): string => pieces.map(({ text }) => text).join('');

/** Wherever a line ends, the number is in one, and its groups run from the left. */
const WIDTHS = Array.from({ length: 40 }, (_, step) => 110 + step * 7);

describe('a telephone number on paper', () => {
  it.each([
    [
      'Arabic, of this country',
      'يمكنك الاتصال بخط المساعدة على الرقم 0808 2000 247، في أي وقت',
      '0808 2000 247',
    ],
    [
      'Urdu, of this country',
      'آپ ہیلپ لائن کو 0191 496 0000 پر فون کر سکتے ہیں، دن ہو یا رات',
      '0191 496 0000',
    ],
    ['Arabic, with a country', 'يمكنك الاتصال على الرقم +44 20 7946 0000 في أي وقت', '+44 20 7946 0000'],
  ])('stands whole and from the left: %s', (_, text, number) => {
    for (const width of WIDTHS) {
      const lines = linesOf(telephones(text), { ...setting, width });
      expect(lines.filter((line) => seen(line).includes(number))).toHaveLength(1);
      // What a screen reader says holds no sign that only holds it together.
      expect(lines.map(({ text: said }) => said).join(' ')).toBe(text);
    }
  });

  it('stands whole where all is read from the left', () => {
    for (const width of WIDTHS) {
      const lines = linesOf(telephones('Ring Victim Support, 0808 16 89 111, at any time'), {
        ...setting,
        ...{ width, font: BASIC, direction: 'ltr' },
      });
      expect(lines.filter((line) => seen(line).includes('0808 16 89 111'))).toHaveLength(1);
    }
  });
});

it('words of another direction keep their order in each line that they go on in', () => {
  const lines = linesOf('اسأل \u2068Call Sam, 12 and ask for Ann\u2069', { ...setting, width: 60 });
  expect(lines.length).toBeGreaterThan(2);
  const shown = lines
    .map(seen)
    .join(' ')
    .replaceAll(/[^\w, ]/g, '')
    .trim();
  expect(shown.replaceAll(/\s+/g, ' ')).toBe('Call Sam, 12 and ask for Ann');
});
