import { gunzipSync, gzipSync } from 'node:zlib';
import { PageStyle } from './page-style';

const style = new PageStyle(`${'.a { color: #1f2937; }\n'.repeat(3_000)}.é::before { content: '“'; }\n`);
const page = (before: string, after: string): string => `${before}<style>${style.text}</style>${after}`;

describe('a page with its style, in gzip', () => {
  it.each([
    ['short', '<html>', '</html>'],
    ['of several blocks', 'é'.repeat(50_000), 'x'.repeat(0xffff)],
    ['that is nothing but its style', '', ''],
    ['one block long and a byte', '<', 'y'.repeat(0xffff - 7)],
  ])('is the page, %s', (_what, before, after) => {
    const whole = page(before, after);
    expect(gunzipSync(style.zip(whole) ?? Buffer.alloc(0)).toString()).toBe(whole);
  });

  it('tells by its length nothing of what stands beside each other in it, and the style costs what it does compressed', () => {
    const length = (text: string): number => style.zip(page(text, ''))?.length ?? 0;
    expect(length('secret=1234, secret=1234')).toBe(length('secret=1234, another=987'));
    expect(length('')).toBeLessThan(gzipSync(style.text).length + 200);
  });

  it('is none where there is no style', () => {
    expect(style.zip('<html></html>')).toBeUndefined();
  });
});
