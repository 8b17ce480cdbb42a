import fc from 'fast-check';
import { Frames } from '../../shell/browser/lib/frames';
import { instantAt, ukTime } from './browser/lib/instants';
import { frameAtTime } from './browser/lib/typed-time';
import { uncovered } from './browser/lib/uncovered';

/** Ticks of 1/90000 s: frames that come when the camera likes. */
const frames = (pts: readonly number[], lastDuration = 0): Frames =>
  new Frames({ timeBase: { num: 1, den: 90_000 }, pts, lastDuration });

describe('the frames of a clip', () => {
  it('are found by any time at which they are shown, however unevenly they come', () =>
    fc.assert(
      fc.property(
        fc.array(fc.integer({ min: 300, max: 90_000 }), { minLength: 1, maxLength: 60 }),
        fc.integer({ min: 0, max: 900_000 }),
        (gaps, first) => {
          let at = first;
          const list = frames(gaps.map((gap) => (at += gap)));
          for (let frame = 0; frame < list.count; frame += 1) {
            expect(list.at(list.time(frame))).toBe(frame);
            expect(list.at(list.inside(frame))).toBe(frame);
            // As a browser rounds it.
            expect(list.at(Math.round(list.time(frame) * 1e6) / 1e6)).toBe(frame);
          }
        },
      ),
    ));

  it('end where the last one is no longer shown', () => {
    expect(frames([0, 6_000, 12_000], 3_000).end).toBeCloseTo(0.1667, 3);
    expect(frames([0, 6_000, 12_000]).end).toBeCloseTo(0.2, 6);
    expect(frames([0]).end).toBeGreaterThan(0);
  });

  it('are the first before it and the last after it', () => {
    const list = frames([9_000, 18_000]);
    expect([list.at(0), list.at(99), list.clamp(-4), list.clamp(7)]).toEqual([0, 1, 0, 1]);
    expect(list.since(1)).toBeCloseTo(0.1, 9);
  });
});

describe('the time over the picture', () => {
  const instant = '2026-07-14T21:03:05.000Z';

  it('goes on from the start, and back from the end', () => {
    expect(instantAt({ instant, of: 'start' }, 1.5, 20).toISOString()).toBe('2026-07-14T21:03:06.500Z');
    expect(instantAt({ instant, of: 'end' }, 1.5, 20).toISOString()).toBe('2026-07-14T21:02:46.500Z');
  });

  it('is that of clocks in the UK, with GMT or BST beside it', () => {
    expect(ukTime(new Date(instant))).toMatch(/14 Jul 2026.*22:03:05\.000 BST/);
    expect(ukTime(new Date('2026-11-22T22:41:08.250Z'))).toMatch(/22 Nov 2026.*22:41:08\.250 GMT/);
  });
});

describe('a time that is typed for an extract', () => {
  // Frames at 1, 1.5, 3 and 3.25 s of the file.
  const uneven = frames([90_000, 135_000, 270_000, 292_500], 45_000);

  it('counts from the first frame, and gives the one that is shown then', () => {
    expect(
      ['0:00', '0:00.49', '0.5', '0:01.9', '0:02', '0:02.25', '0:00:02.1'].map((text) =>
        frameAtTime(text, uneven),
      ),
    ).toEqual([1, 1, 2, 2, 3, 4, 3]);
  });

  it('is none where a frame number, nothing or a time after the end is typed', () => {
    expect(['3', '', 'x', '0:09', '1:00:00'].map((text) => frameAtTime(text, uneven))).toEqual([
      undefined,
      undefined,
      undefined,
      undefined,
      undefined,
    ]);
  });
});

describe('parts with speech that no line tells of', () => {
  const [greeting, threat] = [
    [1_000, 2_000],
    [5_000, 8_000],
  ] as const;
  const left = (...lines: { start: number | null; end: number | null }[]): readonly unknown[] =>
    uncovered([greeting, threat], lines);

  it('are all while nothing is typed, or lines have no time', () => {
    expect(left()).toEqual([greeting, threat]);
    expect(left({ start: null, end: null })).toEqual([greeting, threat]);
  });

  it('are those beside the lines', () => {
    expect(left({ start: 900, end: 1_500 })).toEqual([threat]);
    expect(left({ start: 2_000, end: 5_000 })).toEqual([greeting, threat]);
    expect(left({ start: 1_500, end: 6_000 })).toEqual([]);
  });

  it('do not end with a line that has only begun', () => {
    expect(left({ start: 5_500, end: null })).toEqual([greeting]);
  });
});
