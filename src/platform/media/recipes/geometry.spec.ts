import fc from 'fast-check';
import { geometry, within } from './geometry';

const square = { num: 1, den: 1 };

describe('the shape of the picture to look at', () => {
  it('leaves an upright picture of square pixels and even sides as it is', () => {
    expect(geometry({ width: 1920, height: 1080, sar: square, rotation: 0 })).toEqual({
      filters: ['setsar=1'],
      size: { width: 1920, height: 1080 },
      reduced: false,
    });
  });

  it('turns clockwise what must be turned, and swaps the sides', () => {
    const turned = geometry({ width: 1920, height: 1080, sar: square, rotation: 90 });
    expect(turned.filters).toEqual(['setsar=1', 'transpose=clock']);
    expect(turned.size).toEqual({ width: 1080, height: 1920 });
    expect(geometry({ width: 64, height: 48, sar: square, rotation: 270 }).filters).toContain(
      'transpose=cclock',
    );
    expect(geometry({ width: 64, height: 48, sar: square, rotation: 180 }).size).toEqual({
      width: 64,
      height: 48,
    });
  });

  it('makes pixels square by enlarging, so that no line is lost', () => {
    expect(geometry({ width: 720, height: 576, sar: { num: 16, den: 11 }, rotation: 0 }).size).toEqual({
      width: 1048,
      height: 576,
    });
    expect(geometry({ width: 1920, height: 1080, sar: { num: 1, den: 2 }, rotation: 0 }).size).toEqual({
      width: 1920,
      height: 2160,
    });
  });

  it('adds a black line to an odd side rather than cutting one off', () => {
    const odd = geometry({ width: 321, height: 181, sar: square, rotation: 0 });
    expect(odd.filters[0]).toBe('pad=322:182');
  });

  it('always gives even sides that browsers decode', () => {
    const side = fc.integer({ min: 2, max: 12_000 });
    const ratio = fc.record({ num: fc.integer({ min: 1, max: 40 }), den: fc.integer({ min: 1, max: 40 }) });
    fc.assert(
      fc.property(side, side, ratio, fc.constantFrom(0, 90, 180, 270), (width, height, sar, rotation) => {
        const { size } = geometry({ width, height, sar, rotation });
        expect([size.width % 2, size.height % 2]).toEqual([0, 0]);
        expect(Math.max(size.width, size.height)).toBeLessThanOrEqual(4096);
        expect(Math.min(size.width, size.height)).toBeGreaterThanOrEqual(2);
      }),
    );
  });

  it('never enlarges a still', () => {
    expect(within({ width: 320, height: 180 }, 1280)).toEqual({ width: 320, height: 180 });
    expect(within({ width: 1920, height: 1080 }, 1280)).toEqual({ width: 1280, height: 720 });
  });
});
