import { dirname, join } from 'node:path';
import { drawn, drawnWidth } from './drawn';
import { BASIC } from './fonts';

const files = join(dirname(require.resolve('@fontsource/noto-sans-arabic/package.json')), 'files');
const ARABIC = {
  normal: join(files, 'noto-sans-arabic-arabic-400-normal.woff'),
  bold: join(files, 'noto-sans-arabic-arabic-700-normal.woff'),
};

describe('a text as the faces of a paper draw it', () => {
  it('takes each sign from the face that has it, the language’s own first', () => {
    expect(drawn('\u0627\u0628 ab', ARABIC, false).map(({ font, text }) => [font, text.trim()])).toEqual([
      ['Own', '\u0627\u0628'],
      ['Roboto', 'ab'],
    ]);
    expect(drawn('Zoë Łukasz Ωmega Жук', BASIC, true)).toEqual([
      { font: 'Own', text: 'Zoë Łukasz Ωmega Жук' },
    ]);
  });

  it('marks what none has: a name must not look other than it is', () => {
    const text = drawn('a\u0627b \u{1F600} 1.mp4', BASIC, false)
      .map((part) => part.text)
      .join('');
    expect(text).toBe('a\uFFFDb \uFFFD 1.mp4');
  });

  it('leaves out marks that only steer, so that a name cannot turn round what follows', () => {
    expect(drawn('a\u202egpj.exe\u2069', BASIC, false)).toEqual([{ font: 'Own', text: 'agpj.exe' }]);
  });

  it('is as wide as its parts', () => {
    const width = (text: string): number => drawnWidth(text, ARABIC, false, 10);
    expect(width('\u0627\u0628 ab')).toBeCloseTo(width('\u0627\u0628') + width(' ') + width('ab'));
    expect(width('ab')).toBeGreaterThan(8);
    expect(width('ab')).toBeLessThan(16);
  });
});
