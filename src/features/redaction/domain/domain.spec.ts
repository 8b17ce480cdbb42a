import fc from 'fast-check';
import type { OfficerId, Sha256Hex } from '../../../kernel/ids';
import { problemsOf, type Film } from './check-recipe';
import { coverage, likeness, sameOutside } from './compare';
import { cellSide, cover } from './draw';
import { blockRow, boxAt, coversBlock } from './place';
import {
  edits,
  MASK_KINDS,
  RECIPE_FORMAT,
  recipeSha256,
  recipeText,
  SHAPES,
  type Edits,
  type Mask,
} from './recipe';
import { silence, spansIn } from './sound';

const SIZE = { width: 96, height: 64 };
const FILM: Film = { ...SIZE, frames: 40, hasSound: true, lengthMs: 4_000 };

const key = (frame: number) =>
  fc.record({
    frame: fc.constant(frame),
    x: fc.integer({ min: -20, max: SIZE.width - 1 }),
    y: fc.integer({ min: -20, max: SIZE.height - 1 }),
    w: fc.integer({ min: 21, max: 80 }),
    h: fc.integer({ min: 21, max: 80 }),
  });
/** Any mask that may be drawn, with up to three key frames. */
const anyMask: fc.Arbitrary<Mask> = fc
  .record({
    shape: fc.constantFrom(...SHAPES),
    kind: fc.constantFrom(...MASK_KINDS),
    frames: fc.uniqueArray(fc.integer({ min: 1, max: FILM.frames }), { minLength: 1, maxLength: 3 }),
    more: fc.nat(5),
  })
  .chain(({ shape, kind, frames, more }) => {
    const sorted = [...frames].sort((a, b) => a - b);
    const from = Math.max(1, (sorted[0] as number) - more);
    const to = Math.min(FILM.frames, (sorted.at(-1) as number) + more);
    return fc
      .tuple(...sorted.map(key))
      .map((keys): Mask => ({ shape, kind, reason: 'bystander', from, to, keys }));
  });

const mask = (change: Partial<Mask> = {}): Mask => ({
  shape: 'rectangle',
  kind: 'solid',
  reason: 'house-number',
  from: 1,
  to: 40,
  keys: [{ frame: 1, x: 10, y: 10, w: 20, h: 10 }],
  ...change,
});
const drawn = (change: Partial<Edits> = {}): Edits => ({ masks: [mask()], sound: [], trim: null, ...change });

const bytesOf = (samples: Int16Array): Buffer =>
  Buffer.from(samples.buffer, samples.byteOffset, samples.byteLength);

function noise(seed: number): Buffer {
  let state = seed + 1;
  return Buffer.from(
    Uint8Array.from({ length: (SIZE.width * SIZE.height * 3) / 2 }, () => {
      state = (state * 1_103_515_245 + 12_345) % 2_147_483_648;
      return 40 + (state % 180);
    }),
  );
}

describe('where a mask stands', () => {
  it('covers at least what was drawn, in whole blocks of colour, and no more than two pixels beyond', () =>
    fc.assert(
      fc.property(anyMask, (one) => {
        for (const { frame, x, y, w, h } of one.keys) {
          const box = boxAt(one, frame, SIZE);
          if (box === undefined) continue;
          expect([box.left % 2, box.top % 2, box.right % 2, box.bottom % 2]).toEqual([0, 0, 0, 0]);
          expect(box.left).toBeLessThanOrEqual(Math.max(0, x));
          expect(box.right).toBeGreaterThanOrEqual(Math.min(SIZE.width, x + w));
          expect(box.top).toBeLessThanOrEqual(Math.max(0, y));
          expect(box.bottom).toBeGreaterThanOrEqual(Math.min(SIZE.height, y + h));
          expect(Math.max(0, x) - box.left).toBeLessThan(2);
          expect(box.right - Math.min(SIZE.width, x + w)).toBeLessThan(2);
        }
      }),
    ));

  it('moves evenly between two key frames and stands before the first and after the last', () => {
    const moving = mask({
      from: 2,
      to: 30,
      keys: [
        { frame: 10, x: 0, y: 0, w: 10, h: 10 },
        { frame: 20, x: 40, y: 20, w: 10, h: 10 },
      ],
    });
    expect(boxAt(moving, 1, SIZE)).toBeUndefined();
    expect(boxAt(moving, 2, SIZE)).toEqual({ left: 0, top: 0, right: 10, bottom: 10 });
    expect(boxAt(moving, 15, SIZE)).toEqual({ left: 20, top: 10, right: 30, bottom: 20 });
    expect(boxAt(moving, 30, SIZE)).toEqual({ left: 40, top: 20, right: 50, bottom: 30 });
    expect(boxAt(moving, 31, SIZE)).toBeUndefined();
  });

  it('is the same by rows, as it is drawn, and block by block, as it is checked', () =>
    fc.assert(
      fc.property(anyMask, fc.integer({ min: 1, max: FILM.frames }), (one, frame) => {
        const box = boxAt(one, frame, SIZE);
        if (box === undefined) return;
        for (let y = 0; y < SIZE.height / 2; y += 1) {
          const inside = y >= box.top / 2 && y < box.bottom / 2;
          const { start, end } = inside ? blockRow(one.shape, box, y) : { start: 0, end: 0 };
          const drawn = Array.from({ length: SIZE.width / 2 }, (_, x) => x >= start && x < end);
          expect(drawn.map((_, x) => coversBlock(one.shape, box, x, y))).toEqual(drawn);
        }
      }),
    ));
});

describe('a covered frame', () => {
  it('is the source outside the masks, value by value', () =>
    fc.assert(
      fc.property(
        fc.array(anyMask, { minLength: 1, maxLength: 4 }),
        fc.integer({ min: 1, max: FILM.frames }),
        fc.nat(1_000),
        (masks, frame, seed) => {
          const source = noise(seed);
          const made = Buffer.from(source);
          cover(made, SIZE, masks, frame);
          const covered = coverage(SIZE, masks, frame);
          expect(sameOutside(source, made, SIZE, covered)).toBe(true);
          expect(likeness(source, made, SIZE, covered).outside).toBe(0);
        },
      ),
    ));

  it('does not change when what a solid mask covers does, whatever blocks and blurs lie beside it', () =>
    fc.assert(
      fc.property(
        anyMask.map((one): Mask => ({ ...one, kind: 'solid' })),
        fc.array(anyMask, { maxLength: 2 }),
        fc.integer({ min: 1, max: FILM.frames }),
        (solid, others, frame) => {
          const covered = coverage(SIZE, [solid], frame);
          const [one, other] = [noise(1), noise(1)];
          const across = SIZE.width / 2;
          covered.forEach((is, block) => {
            if (is !== 1) return;
            const [x, y] = [block % across, Math.floor(block / across)];
            for (const at of [2 * y * SIZE.width + 2 * x, (2 * y + 1) * SIZE.width + 2 * x + 1])
              other[at] = 255;
            other[SIZE.width * SIZE.height + block] = 255;
          });
          for (const bytes of [one, other]) cover(bytes, SIZE, [...others, solid], frame);
          expect(other.equals(one)).toBe(true);
        },
      ),
    ));

  it('keeps of a cell under blocks or a blur nothing but its average: shuffled, it is the same', () => {
    for (const kind of ['pixelate', 'blur'] as const) {
      const weak = mask({ kind, reason: 'bystander', keys: [{ frame: 1, x: 0, y: 0, w: 64, h: 64 }] });
      const box = boxAt(weak, 1, SIZE);
      if (box === undefined) throw new Error('no box');
      const side = cellSide(box) * 2;
      expect(side).toBeGreaterThanOrEqual(64 / 8);
      const [one, other] = [noise(7), noise(7)];
      // The rows of every cell change places.
      for (let y = 0; y < 64; y += side)
        for (let row = 0; row < side; row += 1)
          one.copy(
            other,
            (y + side - 1 - row) * SIZE.width,
            (y + row) * SIZE.width,
            (y + row) * SIZE.width + 64,
          );
      for (const bytes of [one, other]) cover(bytes, SIZE, [weak], 1);
      expect(
        other.subarray(0, SIZE.width * SIZE.height).equals(one.subarray(0, SIZE.width * SIZE.height)),
      ).toBe(true);
    }
  });
});

describe('what was drawn', () => {
  it('has one text and one hash, however its fields are ordered', () => {
    const base = {
      format: RECIPE_FORMAT,
      master: 'ab'.repeat(32) as Sha256Hex,
      author: 'x' as OfficerId,
    } as const;
    const one = { ...drawn(), ...base };
    const other = { author: base.author, master: base.master, format: RECIPE_FORMAT, ...drawn() } as const;
    expect(recipeText(other)).toBe(recipeText(one));
    expect(recipeSha256(other)).toBe(recipeSha256(one));
    expect(recipeSha256({ ...one, masks: [mask({ to: 39 })] })).not.toBe(recipeSha256(one));
  });

  it.each<[string, Partial<Edits>, RegExp]>([
    ['nothing', { masks: [] }, /Nothing is covered/],
    [
      'a mask outside the picture',
      { masks: [mask({ keys: [{ frame: 1, x: 96, y: 0, w: 5, h: 5 }] })] },
      /outside the picture at frame 1: the picture is 96 by 64/,
    ],
    [
      'a mask without size',
      { masks: [mask({ keys: [{ frame: 1, x: 1, y: 1, w: 0, h: 5 }] })] },
      /covers nothing/,
    ],
    ['frames beyond the end', { masks: [mask({ to: 41 })] }, /the clip has 40 frames/],
    [
      'a mask that ends before it begins',
      { masks: [mask({ from: 5, to: 4, keys: [{ frame: 5, x: 1, y: 1, w: 5, h: 5 }] })] },
      /before it begins/,
    ],
    ['a key frame outside its frames', { masks: [mask({ from: 5 })] }, /outside its own frames 5 to 40/],
    [
      'two key frames at one frame',
      {
        masks: [
          mask({
            keys: [
              { frame: 2, x: 1, y: 1, w: 5, h: 5 },
              { frame: 2, x: 2, y: 1, w: 5, h: 5 },
            ],
          }),
        ],
      },
      /two at one frame/,
    ],
    ['a blurred house number', { masks: [mask({ kind: 'blur' })] }, /must be solid/],
    ['a pixelated child', { masks: [mask({ kind: 'pixelate', reason: 'child' })] }, /must be solid/],
    [
      'blurs that overlap',
      {
        masks: [mask({ kind: 'blur', reason: 'bystander' }), mask({ kind: 'pixelate', reason: 'bystander' })],
      },
      /Mask 1 and Mask 2 overlap at frame 1/,
    ],
    ['an empty span', { sound: [{ kind: 'mute', reason: 'child', fromMs: 5, toMs: 5 }] }, /span 1 is empty/],
    [
      'a span after the end',
      { sound: [{ kind: 'mute', reason: 'child', fromMs: 4_000, toMs: 4_100 }] },
      /after the end/,
    ],
    [
      'spans that overlap',
      {
        sound: [
          { kind: 'mute', reason: 'child', fromMs: 0, toMs: 50 },
          { kind: 'tone', reason: 'child', fromMs: 49, toMs: 90 },
        ],
      },
      /overlaps the one before/,
    ],
    ['a part beyond the end', { trim: { from: 1, to: 41 } }, /within frames 1 to 40/],
  ])('is refused in plain words: %s', (_what, change, words) => {
    expect(problemsOf(drawn(change), FILM).join(' ')).toMatch(words);
  });

  it('may have solid masks that overlap each other or a blur', () => {
    const masks = [mask(), mask({ shape: 'ellipse' }), mask({ kind: 'blur', reason: 'bystander' })];
    expect(problemsOf(drawn({ masks }), FILM)).toEqual([]);
  });

  it('is refused sound where there is none', () => {
    const sound = [{ kind: 'mute', reason: 'child', fromMs: 0, toMs: 5 }] as const;
    expect(problemsOf(drawn({ sound: [...sound] }), { ...FILM, hasSound: false })).toEqual([
      'The clip has no sound to silence.',
    ]);
  });

  it('has no field but its own', () =>
    expect(edits.safeParse({ ...drawn(), surprise: 1 }).success).toBe(false));
});

describe('silenced sound', () => {
  it('is the source outside the spans, sample by sample, wherever the pieces are cut', () =>
    fc.assert(
      fc.property(
        fc.integer({ min: 0, max: 900 }),
        fc.integer({ min: 1, max: 400 }),
        fc.integer({ min: 1, max: 999 }),
        (fromMs, length, cut) => {
          const [rate, channels] = [8_000, 2];
          const source = Int16Array.from({ length: rate * channels }, (_, at) => (at % 2_000) + 1);
          const spans = spansIn([{ kind: 'mute', reason: 'child', fromMs, toMs: fromMs + length }], rate, 0);
          const whole = source.slice();
          silence(whole, { rate, channels }, spans, 0);
          const place = cut * 8;
          const [left, right] = [source.slice(0, place * channels), source.slice(place * channels)];
          silence(left, { rate, channels }, spans, 0);
          silence(right, { rate, channels }, spans, place);
          expect(Buffer.concat([bytesOf(left), bytesOf(right)]).equals(bytesOf(whole))).toBe(true);
          const expected = source.map((value, at) => {
            const ms = (Math.floor(at / channels) * 1_000) / rate;
            return ms >= fromMs && ms < fromMs + length ? 0 : value;
          });
          expect(bytesOf(whole).equals(bytesOf(expected))).toBe(true);
        },
      ),
      { numRuns: 30 },
    ));
});
