import fc from 'fast-check';
import { listedName, namePieces } from './browser/shared/names';

describe('a name in a list', () => {
  it('is whole when it is short', () => {
    expect(listedName('RingVideo_20260301_221500.MP4')).toBe('RingVideo_20260301_221500.MP4');
  });

  it('keeps its beginning and its end when it is long', () => {
    const name = `front door ${'very '.repeat(40)}late 20260301.mp4`;
    const listed = listedName(name);
    expect(listed.length).toBeLessThanOrEqual(60);
    expect(listed).toMatch(/^front door very .*….*20260301\.mp4$/);
  });

  it('never cuts a letter in two', () => {
    expect(listedName('😀'.repeat(80))).toBe(`${'😀'.repeat(38)}…${'😀'.repeat(18)}`);
  });
});

describe('the pieces of a name', () => {
  it('end where a line may break', () => {
    expect(namePieces('RingVideo_20260301_221500.MP4')).toEqual(['RingVideo_', '20260301_', '221500.MP4']);
  });

  it('make up the whole name again', () => {
    fc.assert(fc.property(fc.string({ unit: 'grapheme' }), (name) => namePieces(name).join('') === name));
  });
});
