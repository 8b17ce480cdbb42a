import { Readable } from 'node:stream';
import { stripsOf } from '../recipes/film';
import { piecesOf } from './piped';
import { runsOf } from './strips';

const SIZE = { width: 4, height: 8 };
const WHOLE = Buffer.from(Array.from({ length: 48 }, (_, place) => place));

/** As a decoder writes it: of each strip of two lines the brightness, then the colours. */
const STRIPS = Buffer.concat(
  [0, 1, 2, 3].flatMap((strip) => [
    WHOLE.subarray(strip * 8, strip * 8 + 8),
    WHOLE.subarray(32 + strip * 2, 32 + strip * 2 + 2),
    WHOLE.subarray(40 + strip * 2, 40 + strip * 2 + 2),
  ]),
);

async function pictures(chunks: readonly Buffer[], strips: number): Promise<Buffer[]> {
  const found: Buffer[] = [];
  for await (const piece of piecesOf(Readable.from(chunks), runsOf(SIZE, strips), 1))
    found.push(Buffer.from(piece));
  return found;
}

describe('a picture that comes in strips', () => {
  it.each([1, 5, 7, 48, 96])(
    'is put together from chunks of %d bytes, and the next one after it',
    async (bytes) => {
      const both = Buffer.concat([STRIPS, STRIPS]);
      const chunks = Array.from({ length: Math.ceil(both.length / bytes) }, (_, at) =>
        both.subarray(at * bytes, (at + 1) * bytes),
      );
      expect(await pictures(chunks, 4)).toEqual([WHOLE, WHOLE]);
    },
  );

  it('is the same when it comes whole', async () => {
    expect(await pictures([WHOLE.subarray(0, 30), WHOLE.subarray(30)], 1)).toEqual([WHOLE]);
  });

  it('is none when it ends within one', async () => {
    await expect(pictures([STRIPS.subarray(0, 12)], 4)).rejects.toThrow('within a picture');
    await expect(pictures([STRIPS.subarray(0, 47)], 4)).rejects.toThrow('within a picture');
  });
});

describe('the strips of a picture', () => {
  it.each([
    [3840, 2160, 8],
    [2160, 3840, 8],
    [2560, 1440, 8],
    [4096, 2172, 6],
    [3840, 2162, 1],
    // As small ones come.
    [1920, 1080, 1],
  ])('of %d by %d are %d, each of whole blocks of colour', (width, height, strips) => {
    expect(stripsOf({ width, height })).toBe(strips);
    expect((height / strips) % 2).toBe(0);
  });
});
