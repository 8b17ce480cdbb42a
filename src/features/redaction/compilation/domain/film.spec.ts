import fc from 'fast-check';
import { blacken, filmSize, Fitting, placeIn } from './fit';
import { resampled } from './resample';
import { CARD_FRAMES, sampleAt, SOUND, timeline } from './timeline';

const even = (max: number) => fc.integer({ min: 8, max }).map((half) => 2 * half);
const size = fc.record({ width: even(100), height: even(100) });

describe('a part in the film', () => {
  it('of the same size is put there value for value, and of every size stands whole within it', () => {
    fc.assert(
      fc.property(size, size, (picture, film) => {
        const from = Buffer.alloc((picture.width * picture.height * 3) / 2, 200);
        const into = Buffer.alloc((film.width * film.height * 3) / 2);
        blacken(into, film);
        new Fitting(picture, film).put(from, into);
        const { left, top, width, height } = placeIn(picture, film);
        expect(left + width <= film.width && top + height <= film.height).toBe(true);
        const bright = into.subarray(0, film.width * film.height).filter((value) => value === 200).length;
        expect(bright).toBe(width * height);
        expect(
          into.subarray(0, film.width * film.height).every((value) => value === 200 || value === 16),
        ).toBe(true);
      }),
      { numRuns: 50 },
    );
    const same = { width: 4, height: 2 };
    const from = Buffer.from([1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12]);
    const into = Buffer.alloc(12);
    new Fitting(same, same).put(from, into);
    expect(into).toEqual(from);
  });

  it('of the largest size gives the film its size, made smaller where that is more than 1080p', () => {
    expect(
      filmSize([
        { width: 640, height: 360 },
        { width: 1_280, height: 720 },
      ]),
    ).toEqual({ width: 1_280, height: 720 });
    expect(filmSize([{ width: 3_840, height: 2_160 }])).toEqual({ width: 1_920, height: 1_080 });
    expect(filmSize([{ width: 1_536, height: 2_048 }])).toEqual({ width: 1_080, height: 1_440 });
  });

  it('keeps each frame as long as it was, and begins after its card', () => {
    const frames = [0, 40, 90, 120].map((pts) => ({ pts, duration: 40, hash: '' }));
    const kept = { timeBase: { num: 1, den: 1_000 }, frames };
    const [first, second] = timeline(
      [{ trim: { from: 2, to: 3 } }, { trim: { from: 1, to: 4 } }],
      [kept, kept],
    );
    expect(first?.card).toHaveLength(CARD_FRAMES);
    expect(first).toMatchObject({ start: 270_000, frames: [270_000, 274_500], end: 277_200 });
    expect(second?.card[0]).toBe(277_200);
    expect(second?.end).toBe(277_200 + 270_000 + 10_800 + 3_600);
    expect(sampleAt(270_000)).toBe(144_000);
  });
});

describe('the sound of a part', () => {
  const heard = async (pieces: Int16Array[], rate: number, channels: number, count: number) => {
    const given = async function* () {
      yield* await Promise.resolve(pieces);
    };
    const out: number[] = [];
    for await (const piece of resampled(given(), { rate, channels }, count)) out.push(...piece);
    return out;
  };

  it('is sample for sample the same at the rate of the film, and silence where there is no more', async () => {
    const pieces = [Int16Array.from([1, -1, 2, -2]), Int16Array.from([3, -3])];
    expect(await heard(pieces, SOUND.rate, 2, 4)).toEqual([1, -1, 2, -2, 3, -3, 0, 0]);
  });

  it('does not depend on how it is cut into pieces', () =>
    fc.assert(
      fc.asyncProperty(
        fc.array(fc.integer({ min: -32_768, max: 32_767 }), { minLength: 2, maxLength: 40 }),
        fc.constantFrom(8_000, 16_000, 44_100, 96_000),
        fc.integer({ min: 1, max: 39 }),
        async (samples, rate, at) => {
          const whole = Int16Array.from(samples);
          const cut = [whole.slice(0, at), whole.slice(at)].filter(({ length }) => length > 0);
          expect(await heard(cut, rate, 1, 90)).toEqual(await heard([whole], rate, 1, 90));
        },
      ),
      { numRuns: 60 },
    ));
});
