import fc from 'fast-check';
import { Drawing, lasting, placeAt, placed, thinned, type Mask } from './browser/lib/drawing';
import { follow, type Grey } from './browser/lib/follow';

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

  it('loses no key frame that an even movement does not give, to a pixel', () =>
    fc.assert(
      fc.property(fc.array(fc.integer({ min: -6, max: 6 }), { minLength: 1, maxLength: 60 }), (steps) => {
        let x = 0;
        const followed = mask(...steps.map((step, index): [number, number] => [index + 1, (x += step)]));
        const made = thinned(followed);
        for (const { frame, x: wanted } of followed.keys)
          expect(Math.abs(placeAt(made, frame).x - wanted)).toBeLessThanOrEqual(1);
      }),
    ));

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

/** A picture of noise in which a patch stands. */
function picture(left: number, top: number): Grey {
  const [width, height] = [80, 60];
  const values = Uint8ClampedArray.from({ length: width * height }, (_, at) => 90 + ((at * 7_919) % 23));
  for (let y = 0; y < 12; y += 1)
    for (let x = 0; x < 12; x += 1) values[(top + y) * width + left + x] = 40 + ((x * 37 + y * 61) % 200);
  return { width, height, values };
}

it('what moves is found again in the next picture, and what stands still does not drift', () => {
  const place = { x: 30, y: 20, w: 12, h: 12 };
  expect(follow(picture(30, 20), place, picture(37, 15))).toEqual({ x: 37, y: 15 });
  expect(follow(picture(30, 20), place, picture(30, 20))).toEqual({ x: 30, y: 20 });
});
