import { createHash } from 'node:crypto';
import fc from 'fast-check';
import { coverage, likeness } from './compare';
import { cover } from './draw';
import { MASK_KINDS, SHAPES, type Mask } from './recipe';

/** Neither side is a whole number of macroblocks. */
const SIZE = { width: 90, height: 50 };
const BYTES = (SIZE.width * SIZE.height * 3) / 2;

/** No two rows or columns are alike. */
const picture = (): Buffer =>
  Buffer.from(
    Array.from(
      { length: BYTES },
      (_, at) => (at * 7 + Math.floor(at / 11) * 13 + Math.floor(at / 97) * 5) & 255,
    ),
  );

const MASKS = SHAPES.flatMap((shape) =>
  MASK_KINDS.map((kind): Mask => ({
    ...{ shape, kind, reason: 'bystander', from: 1, to: 9 },
    keys: [
      { frame: 1, x: -6, y: 3, w: 41, h: 33 },
      { frame: 9, x: 48, y: 11, w: 57, h: 43 },
    ],
  })),
);

describe('what a recipe gives', () => {
  // Whoever follows a recipe that was proven years ago must arrive at the same pictures.
  it('is the same bytes for ever', () => {
    const all = createHash('sha256');
    for (const mask of MASKS)
      for (const frame of [1, 2, 5, 8, 9]) {
        const bytes = picture();
        cover(bytes, SIZE, [mask], frame);
        all.update(bytes);
      }
    expect(all.digest('hex')).toBe('b698306e2efe80dee5c2981ac2df30e763c2a5da4b36ed6e97107617d3c37c26');
  });
});

/** The same, asked of every value by itself. */
function plainly(given: Buffer, coded: Buffer, covered: Uint8Array) {
  const { width, height } = SIZE;
  const squares: [number[], number[]] = [[], []];
  const blocks = new Map<string, number[]>();
  const note = (plane: string, x: number, y: number, side: number, difference: number): void => {
    const block = `${plane} ${Math.floor(x / side)} ${Math.floor(y / side)}`;
    const values = blocks.get(block) ?? [];
    values.push(Math.abs(difference));
    blocks.set(block, values);
  };
  given.forEach((value, at) => {
    const difference = value - (coded[at] ?? 0);
    if (at < width * height) {
      const [x, y] = [at % width, Math.floor(at / width)];
      const isCovered = covered[(Math.floor(y / 2) * width) / 2 + Math.floor(x / 2)] === 1;
      squares[isCovered ? 1 : 0].push(difference ** 2);
      note('y', x, y, 16, difference);
    } else {
      const place = at - width * height;
      const [plane, within] = [Math.floor((place * 4) / (width * height)), place % ((width * height) / 4)];
      note(String(plane), within % (width / 2), Math.floor((within * 2) / width), 8, difference);
    }
  });
  const mean = (values: readonly number[]): number =>
    values.reduce((sum, value) => sum + value, 0) / Math.max(1, values.length);
  return {
    outside: mean(squares[0]),
    inside: mean(squares[1]),
    worstBlock: Math.max(...[...blocks.values()].map(mean)),
  };
}

describe('how far a coded picture is from what was given', () => {
  it('is what every value says, inside and outside the masks and in the worst macroblock', () =>
    fc.assert(
      fc.property(
        fc.constantFrom(...MASKS),
        fc.integer({ min: 1, max: 9 }),
        fc.array(fc.tuple(fc.nat(BYTES - 1), fc.nat(255)), { maxLength: 400 }),
        (mask, frame, changes) => {
          const [given, coded] = [picture(), picture()];
          for (const [at, value] of changes) coded[at] = value;
          const covered = coverage(SIZE, [mask], frame);
          expect(likeness(given, coded, SIZE, covered)).toEqual(plainly(given, coded, covered));
        },
      ),
      { numRuns: 30 },
    ));
});
