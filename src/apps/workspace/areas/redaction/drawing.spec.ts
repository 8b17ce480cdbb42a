import fc from 'fast-check';
import { KEYS_MAX as MOST } from '../../../../features/redaction/domain/recipe';
import { Drawing, KEYS_MAX, lasting, placeAt, placed, split, Trail, type Mask } from './browser/lib/drawing';

const mask = (...keys: [frame: number, x: number][]): Mask => ({
  ...{ shape: 'rectangle', kind: 'solid', reason: 'bystander' },
  from: keys[0]?.[0] ?? 1,
  to: keys.at(-1)?.[0] ?? 1,
  keys: keys.map(([frame, x]) => ({ frame, x, y: 0, w: 10, h: 10 })),
});

describe('a mask that is drawn', () => {
  it('moves evenly between its key frames and stands beyond them', () => {
    const moving = mask([10, 0], [20, 40]);
    expect([5, 10, 15, 20, 30].map((frame) => placeAt(moving, frame).x)).toEqual([0, 0, 20, 40, 40]);
  });

  it('reaches as far as the frames at which it is placed', () => {
    const moved = placed(mask([10, 0]), 30, { x: 9, y: 9, w: 9, h: 9 });
    expect([moved.from, moved.to, moved.keys.length]).toEqual([10, 30, 2]);
    expect(placed(moved, 30, { x: 1, y: 1, w: 9, h: 9 }).keys).toHaveLength(2);
  });

  it('stands where it stood at each frame that is left when it is cut short', () =>
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 30 }), fc.integer({ min: 0, max: 30 }), (from, length) => {
        const whole = mask([5, 0], [12, 35], [25, -30]);
        const cut = lasting(whole, from, from + length);
        expect(cut.keys.every(({ frame }) => frame >= from && frame <= from + length)).toBe(true);
        // Rounding of an edge to a whole pixel may move it by one.
        for (let frame = from; frame <= from + length; frame += 1)
          expect(Math.abs(placeAt(cut, frame).x - placeAt(whole, frame).x)).toBeLessThanOrEqual(2);
      }),
    ));

  it('covers the same frames at the same places when it is two masks', () =>
    fc.assert(
      fc.property(fc.integer({ min: 6, max: 25 }), (frame) => {
        const whole = mask([5, 0], [12, 35], [25, -30]);
        const halves = split(whole, frame) ?? [];
        expect(halves.map(({ from, to }) => [from, to])).toEqual([
          [5, frame - 1],
          [frame, 25],
        ]);
        for (const half of halves)
          for (let at = half.from; at <= half.to; at += 1)
            expect(Math.abs(placeAt(half, at).x - placeAt(whole, at).x)).toBeLessThanOrEqual(2);
      }),
    ));
  it('is not two where nothing of it would be left of one', () => {
    const whole = mask([5, 0], [25, 20]);
    expect([4, 5, 26].map((frame) => split(whole, frame))).toEqual([undefined, undefined, undefined]);
    expect(split(mask([5, 0], [6, 0]), 6)?.map(({ from, to }) => [from, to])).toEqual([
      [5, 5],
      [6, 6],
    ]);
  });

  it('loses no key frame that an even movement does not give, to a pixel', () =>
    fc.assert(
      fc.property(fc.array(fc.integer({ min: -6, max: 6 }), { minLength: 1, maxLength: 60 }), (steps) => {
        let x = 0;
        const followed = mask(...steps.map((step, index): [number, number] => [index + 1, (x += step)]));
        const trail = new Trail();
        for (const key of followed.keys) trail.push(key);
        const made = { ...followed, keys: trail.keys };
        for (const { frame, x: wanted } of followed.keys)
          expect(Math.abs(placeAt(made, frame).x - wanted)).toBeLessThanOrEqual(1);
      }),
    ));

  it('keeps few key frames of a long way that is straight, and knows how many a mask may have', () => {
    const trail = new Trail();
    for (let frame = 1; frame <= 20_000; frame += 1) trail.push({ frame, x: 2 * frame, y: 0, w: 10, h: 10 });
    expect(trail.keys.length).toBeLessThan(100);
    expect(trail.keys.at(-1)).toMatchObject({ frame: 20_000, x: 40_000 });
    expect(KEYS_MAX).toBe(MOST);
  });

  it('can be taken back step by step, a drag as one', () => {
    const drawing = new Drawing({ masks: [], sound: [], trim: null }, () => undefined);
    drawing.change({ ...drawing.edits, masks: [mask([1, 0])] });
    for (const [x, goesOn] of [
      [1, false],
      [2, true],
      [3, true],
    ] as const)
      drawing.changeMask(0, (one) => placed(one, 1, { x, y: 0, w: 10, h: 10 }), goesOn);
    expect(drawing.edits.masks[0]?.keys[0]?.x).toBe(3);
    drawing.undo();
    expect(drawing.edits.masks[0]?.keys[0]?.x).toBe(0);
    drawing.undo();
    expect([drawing.edits.masks.length, drawing.canUndo]).toEqual([0, false]);
  });
});
