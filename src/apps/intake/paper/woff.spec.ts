import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { create, openSync, type Font } from 'fontkit';
import { fontInWoff } from '../../../platform/paper/woff';

const inPackage = (contents: string, file: string): string => join(dirname(contents), 'files', file);
const ARABIC = inPackage(
  require.resolve('@fontsource/noto-sans-arabic/package.json'),
  'noto-sans-arabic-arabic-400-normal.woff',
);
const PICTURES = inPackage(
  require.resolve('@fontsource/noto-emoji/package.json'),
  'noto-emoji-emoji-400-normal.woff',
);

function single(font: ReturnType<typeof create>): Font {
  if (!('layout' in font)) throw new Error('more than one font');
  return font;
}

describe('the font in a WOFF', () => {
  it.each([
    ['of a script whose letters join', ARABIC, '\u0633\u0644\u0627\u0645 \u0639\u0644\u064a\u0643\u0645'],
    ['of pictures', PICTURES, '\u{1F600}\u{1F44D}\u{1F3FD}'],
  ])('%s sets and draws a text as the WOFF does', (_, path, text) => {
    const drawn = (font: Font): unknown =>
      font.layout(text).glyphs.map((glyph) => [glyph.id, glyph.advanceWidth, glyph.path.toSVG()]);
    const before = drawn(single(openSync(path)));
    expect(drawn(single(create(fontInWoff(readFileSync(path)))))).toEqual(before);
    expect(before).not.toEqual([]);
  });

  it('has the tables by which its own head says it can be found and checked (OpenType, “Calculating checksums”)', () => {
    const font = fontInWoff(readFileSync(ARABIC));
    const count = font.readUInt16BE(4);
    expect(count).toBeGreaterThan(8);
    for (let at = 12; at < 12 + count * 16; at += 16) {
      const [offset, length] = [font.readUInt32BE(at + 8), font.readUInt32BE(at + 12)] as const;
      let sum = 0;
      for (let word = offset; word < offset + length; word += 4) sum = (sum + font.readUInt32BE(word)) >>> 0;
      const isHead = font.toString('latin1', at, at + 4) === 'head';
      if (isHead) sum = (sum - font.readUInt32BE(offset + 8)) >>> 0;
      expect(sum).toBe(font.readUInt32BE(at + 4));
    }
  });

  it('is refused when it is none, cut short, or not as long as it says', () => {
    const woff = readFileSync(ARABIC);
    expect(() => fontInWoff(Buffer.from('OTTO and nothing else'))).toThrow('This is no WOFF.');
    expect(() => fontInWoff(woff.subarray(0, 100))).toThrow();
    expect(() => fontInWoff(woff.subarray(0, woff.length / 2))).toThrow();
    const longer = Buffer.from(woff);
    longer.writeUInt32BE(longer.readUInt32BE(44 + 12) + 1, 44 + 12);
    expect(() => fontInWoff(longer)).toThrow('as long as it says');
  });
});
