import { dirname, join } from 'node:path';
import { drawn, drawnWidth, torn } from '../../../platform/paper/drawn';
import { BASIC } from '../../../platform/pdf/faces';

const files = join(dirname(require.resolve('@fontsource/noto-sans-arabic/package.json')), 'files');
const ARABIC = {
  normal: join(files, 'noto-sans-arabic-arabic-400-normal.woff'),
  bold: join(files, 'noto-sans-arabic-arabic-700-normal.woff'),
};

describe('a text as the faces of a paper draw it', () => {
  it('takes each sign from the face that has it, the language’s own first', () => {
    expect(drawn('\u0627\u0628 ab', ARABIC, false).map(({ face, text }) => [face, text.trim()])).toEqual([
      [ARABIC.normal, '\u0627\u0628'],
      [BASIC.normal, 'ab'],
    ]);
    expect(drawn('Zoë Łukasz Ωmega Жук', BASIC, true)).toEqual([
      { face: BASIC.bold, text: 'Zoë Łukasz Ωmega Жук' },
    ]);
  });

  it.each([
    ['Arabic', '\u0627\u0628'],
    ['Hebrew', '\u05d0\u05d1'],
    ['Devanagari', '\u0905\u092e\u094d\u0924'],
    ['Bengali', '\u0985\u09ae'],
    ['Gurmukhi', '\u0a05\u0a2e'],
    ['Gujarati', '\u0a85\u0aae'],
    ['Tamil', '\u0b85\u0bae'],
    ['Thai', '\u0e01\u0e02'],
    ['a picture', '\u{1F600}'],
    ['a picture of several signs', '\u{1F468}\u200d\u{1F469}\u200d\u{1F467}'],
    ['a picture with a colour of skin', '\u{1F44D}\u{1F3FD}'],
    ['a flag', '\u{1F1EC}\u{1F1E7}'],
  ])('has shapes for %s', (_, text) => {
    const parts = drawn(`a ${text} b`, BASIC, false);
    expect(parts.map((part) => part.text).join('')).not.toContain('\uFFFD');
    expect(parts.length).toBeGreaterThan(1);
  });

  it('marks what none has: a name must not look other than it is', () => {
    const text = drawn('a\u4e00b \u{10FFFD} 1.mp4', BASIC, false)
      .map((part) => part.text)
      .join('');
    expect(text).toBe('a\uFFFDb \uFFFD 1.mp4');
  });

  it('leaves out marks that only steer, so that a name cannot turn round what follows', () => {
    expect(drawn('a\u202egpj.exe\u2069', BASIC, false)).toEqual([{ face: BASIC.normal, text: 'agpj.exe' }]);
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
