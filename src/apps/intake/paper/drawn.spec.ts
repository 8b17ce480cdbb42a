import { dirname, join } from 'node:path';
import { drawn, drawnWidth, torn } from './drawn';
import { BASIC } from '../../../platform/pdf/faces';

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

describe('a word that is longer than its line', () => {
  it('goes on in the next, with nothing lost and nothing over the edge', () => {
    const name = `Haustür_${'sehr_lang_'.repeat(19)}\u0627\u0628.mp4`;
    const parts = torn(name, ARABIC, false, 10, 200);
    expect(parts.join('')).toBe(name);
    expect(parts.length).toBeGreaterThan(4);
    for (const part of parts) expect(drawnWidth(part, ARABIC, false, 10)).toBeLessThanOrEqual(201);
    expect(torn('short.mp4', BASIC, false, 10, 200)).toEqual(['short.mp4']);
  });
});
