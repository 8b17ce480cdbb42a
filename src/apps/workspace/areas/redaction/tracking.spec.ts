import type { KeyFrame, Mask } from './browser/lib/drawing';
import { lasting, placeAt, placed } from './browser/lib/drawing';
import type { Grey } from './browser/lib/follow';
import { endedBefore, followed, isLoose, keptThere, restsOf, sent } from './browser/lib/rests';
import { track, wordsOf, type Ended } from './browser/lib/tracking';

const [WIDTH, HEIGHT, SIDE] = [160, 90, 20] as const;
/** Pixels of the film for one of the small picture. */
const LARGER = 4;
const LAST = 900;

/** Noise that is the same for the same numbers, from 0 to 1. */
const noise = (...numbers: number[]): number => {
  const sine =
    Math.sin(numbers.reduce((sum, value, at) => sum + value * (12.9898 + 65.211 * at), 1)) * 43758.5453;
  return sine - Math.floor(sine);
};
/** Smooth, so that what moves by a part of a pixel looks a little otherwise. */
const shade = (x: number, y: number): number =>
  130 + 45 * Math.sin(x / 2.3 + 2 * Math.sin(y / 5)) + 45 * Math.sin(y / 2.9 + 2 * Math.cos(x / 4));

interface Scene {
  /** Where the patch is in the small picture, in parts of pixels; `undefined` when it is not there. */
  readonly at: (frame: number) => { readonly x: number; readonly y: number } | undefined;
  readonly light?: (frame: number) => number;
}

/** A wall with the noise of a camera, over which a patch goes by parts of pixels. */
function picture({ at, light = () => 1 }: Scene, frame: number): Grey {
  const values = new Uint8ClampedArray(WIDTH * HEIGHT);
  const place = at(frame);
  for (let y = 0; y < HEIGHT; y += 1)
    for (let x = 0; x < WIDTH; x += 1) {
      const inside =
        place !== undefined && x >= place.x && x < place.x + SIDE && y >= place.y && y < place.y + SIDE;
      const value = inside ? shade(x - place.x, y - place.y) : 110 + 20 * Math.sin(x / 9) * Math.cos(y / 7);
      values[y * WIDTH + x] = value * light(frame) + 8 * (noise(x, y, frame) - 0.5);
    }
  return { width: WIDTH, height: HEIGHT, values };
}

async function run(
  scene: Scene,
  last = LAST,
  more: {
    readonly signal?: AbortSignal;
    readonly others?: number;
    readonly missing?: number;
    readonly each?: (frame: number) => void;
  } = {},
): Promise<{ last: number; why: Ended; keys: readonly KeyFrame[]; held: number }> {
  const first = scene.at(1) ?? { x: 0, y: 0 };
  let keys: readonly KeyFrame[] = [];
  let held = 0;
  const ended = await track({
    ...{ from: 1, last, scale: 1 / LARGER, others: more.others ?? 0 },
    place: { x: first.x * LARGER, y: first.y * LARGER, w: SIDE * LARGER, h: SIDE * LARGER },
    signal: more.signal ?? new AbortController().signal,
    pictureOf: async (frame) => {
      held += 1;
      more.each?.(frame);
      return Promise.resolve(frame === more.missing ? undefined : picture(scene, frame));
    },
    found: (found) => (keys = found),
  });
  return { ...ended, keys, held };
}

/** A tenth of a pixel a frame, not at all, then quickly, there and back. */
const walk = (frame: number): { x: number; y: number } => ({
  x: frame < 300 ? 20 + 0.1 * frame : frame < 400 ? 50 : 80 - 30 * Math.cos((frame - 400) / 12),
  y: 35 + 20 * Math.sin(frame / 60),
});

describe('following what a mask covers', () => {
  it('stays on what moves slowly, stands and moves fast, through 900 frames in changing light', async () => {
    const made = await run({ at: walk, light: (frame) => 0.8 + 0.2 * Math.cos(frame / 50) });
    expect([made.last, made.why, made.held]).toEqual([LAST, 'end', LAST]);
    for (let frame = 1; frame <= LAST; frame += 1) {
      const { x, y } = placeAt(made, frame);
      const wanted = walk(frame);
      // Of a mask of 80 by 80 pixels.
      expect(Math.abs(x - wanted.x * LARGER)).toBeLessThanOrEqual(8);
      expect(Math.abs(y - wanted.y * LARGER)).toBeLessThanOrEqual(8);
    }
  });

  it('says that it is lost, and does not go on with a guess, when it is there no more', async () => {
    const made = await run({ at: (frame) => (frame < 200 ? walk(frame) : undefined) });
    expect([made.last, made.why]).toEqual([199, 'lost']);
    expect(made.keys.at(-1)?.frame).toBe(199);
  });

  it('says so when it leaves the picture', async () => {
    const made = await run({ at: (frame) => ({ x: 100 + 0.5 * frame, y: 30 }) });
    expect(made.why).toBe('left');
    // At frame 80 its edge is at that of the picture, at frame 120 nothing of it is left.
    expect(made.last).toBeGreaterThan(90);
    expect(made.last).toBeLessThan(115);
  });

  it('follows nothing where there is nothing to hold on to', async () => {
    const flat = { width: WIDTH, height: HEIGHT, values: new Uint8ClampedArray(WIDTH * HEIGHT).fill(90) };
    const ended = await track({
      ...{ from: 5, last: LAST, scale: 1, others: 0, place: { x: 9, y: 9, w: 20, h: 20 } },
      ...{ signal: new AbortController().signal, pictureOf: () => Promise.resolve(flat) },
      found: () => undefined,
    });
    expect(ended).toEqual({ last: 5, why: 'lost' });
  });

  it('stops when it is told to, when a frame cannot be had, and when a mask may not move more often', async () => {
    const stop = new AbortController();
    const stopped = await run({ at: walk }, LAST, {
      signal: stop.signal,
      each: (frame) => frame === 50 && stop.abort(),
    });
    expect([stopped.last, stopped.why, stopped.held]).toEqual([49, 'stopped', 50]);
    const missing = await run({ at: walk }, LAST, { missing: 70 });
    expect([missing.last, missing.why, missing.keys.at(-1)?.frame]).toEqual([69, 'missing', 69]);
    const full = await run({ at: walk }, LAST, { others: 4_990 });
    expect(full.why).toBe('full');
    expect(full.keys.length + 4_990).toBe(5_000);
  });

  it('says from when on nothing follows', () => {
    const at = (frame: number): string => `frame ${frame} (${(frame - 1) / 10} s)`;
    expect(wordsOf('mask 1', { last: 300, why: 'end' }, false, at)).toMatch(
      /^Followed to frame 300 \(29.9 s\), the end/,
    );
    expect(wordsOf('mask 1', { last: 120, why: 'lost' }, true, at)).toBe(
      'What the mask covered was lost: nothing nearby looks enough like it. Followed to frame 120 (11.9 s). From frame 121 (12 s) on nothing follows. Decide below what mask 1 does there.',
    );
  });
});

describe('the frames of a mask in which nothing follows', () => {
  const key = (frame: number, x: number): KeyFrame => ({ frame, x, y: 0, w: 10, h: 10 });
  const whole: Mask = {
    ...{ shape: 'rectangle', kind: 'solid', reason: 'bystander', from: 1, to: 300 },
    keys: [key(1, 0)],
  };
  const stopped = followed(whole, { from: 1, to: 120, keys: [key(1, 0), key(120, 90)], open: true });
  const open = (mask: Mask): unknown => mask.loose;

  it('are open until somebody leaves it so, ends it, or draws it there', () => {
    expect(restsOf([whole])).toEqual([]);
    const [rest] = restsOf([stopped]);
    expect(rest).toEqual({ mask: 0, from: 121, to: 300, decided: false, stands: true });
    if (rest === undefined) return;
    expect([120, 121, 300].map((frame) => isLoose(stopped, frame))).toEqual([false, true, true]);
    // It is said all the same that it stands there.
    const left = keptThere(stopped, rest);
    expect(restsOf([left])).toEqual([{ ...rest, decided: true }]);
    expect([left.loose, left.left]).toEqual([[], [{ from: 121, to: 300 }]]);
    expect(endedBefore(stopped, rest)).toMatchObject({ to: 120, loose: [] });
    expect(open(placed(stopped, 150, key(150, 100)))).toEqual([{ from: 151, to: 300 }]);
    expect(open(placed(stopped, 300, key(300, 100)))).toEqual([]);
    expect(open(lasting(stopped, 1, 200))).toEqual([{ from: 121, to: 200 }]);
  });

  it('are open no more where it is followed, and stay open before that', () => {
    const further = { from: 200, to: 300, keys: [key(200, 90), key(300, 10)], open: false };
    const later = followed(stopped, further);
    expect(open(later)).toEqual([{ from: 121, to: 199 }]);
    expect(restsOf([later])).toMatchObject([{ from: 121, to: 199, decided: false, stands: false }]);
    const on = { from: 120, to: 250, keys: [key(120, 90), key(250, 10)], open: true };
    expect(open(followed(stopped, on))).toEqual([{ from: 251, to: 300 }]);
    expect(open(followed(stopped, { ...on, to: 300, open: false }))).toEqual([]);
  });

  it('are in the recipe once an officer has left them so, for as long as they are there', () => {
    const left = keptThere(stopped, { from: 121, to: 300 });
    const saved = (mask: Mask): unknown =>
      (JSON.parse(sent({ masks: [mask], sound: [], trim: null })) as { masks: Mask[] }).masks[0]?.left;
    expect(saved(left)).toEqual([{ from: 121, to: 300 }]);
    expect(saved(placed(left, 150, key(150, 100)))).toEqual([{ from: 151, to: 300 }]);
    expect(saved(lasting(left, 1, 200))).toEqual([{ from: 121, to: 200 }]);
    expect(saved(lasting(left, 1, 120))).toBeUndefined();
    const on = { from: 120, to: 250, keys: [key(120, 90), key(250, 10)], open: true };
    expect(saved(followed(left, on))).toBeUndefined();
    expect(saved(followed(left, { ...on, from: 200, open: false }))).toEqual([
      { from: 121, to: 199 },
      { from: 251, to: 300 },
    ]);
  });

  it('are known to the page alone', () =>
    expect(JSON.parse(sent({ masks: [stopped], sound: [], trim: null }))).toEqual({
      masks: [{ ...whole, keys: [key(1, 0), key(120, 90)] }],
      sound: [],
      trim: null,
    }));
});
