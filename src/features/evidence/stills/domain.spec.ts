import { parseFrameList, type FrameLines } from '../domain/frame-lines';
import { exhibitRef } from '../domain/exhibit-ref';
import { frameCountOf, isDerived, provenFrame, seriesFrames, stillRef } from './domain';

const list = (...frames: [pts: number, hash: string][]) =>
  parseFrameList(
    `#tb 0: 1/1000\n${frames.map(([pts, hash]) => `0, ${pts}, ${pts}, 40, 9, ${hash}`).join('\n')}`,
  );
/** The frames up to the one that was asked for, of which the last was picked. */
const made = (frames: FrameLines, picked: FrameLines = { ...frames, frames: frames.frames.slice(-1) }) => ({
  list: frames,
  picked,
});
const KEPT = list([40, 'aa'], [80, 'bb'], [133, 'cc']);

describe('the reference of a still', () => {
  it('follows that of its exhibit', () => expect(stillRef(exhibitRef('AB', 1), 2)).toBe('AB/1/2'));
  it('shows that it was taken from something', () =>
    expect([exhibitRef('AB', 1), stillRef(exhibitRef('AB', 1), 2)].map(isDerived)).toEqual([false, true]));
});

describe('the frame of a still', () => {
  it('is proven by its time and its pixels', () =>
    expect(provenFrame(KEPT, made(KEPT), 3)).toEqual({
      frame: 3,
      pts: 133,
      timeBase: { num: 1, den: 1000 },
      seconds: 0.093,
      pixels: 'cc',
    }));
  it('is proven where the clock of the file began with another stream (MPEG-TS)', () =>
    expect(provenFrame(KEPT, made(list([0, 'aa'], [40, 'bb'])), 2)).toMatchObject({
      frame: 2,
      pts: 80,
      seconds: 0.04,
    }));
  it.each([
    ['other pixels', list([40, 'aa'], [80, 'bd']), 2],
    ['another time', list([40, 'aa'], [81, 'bb']), 2],
    ['a frame more than was asked for', KEPT, 2],
    ['a frame that the list does not have', KEPT, 4],
    ['no frame', list(), 1],
  ])('is not proven by %s', (_what, frames, frame) =>
    expect(provenFrame(KEPT, made(frames), frame)).toBeUndefined(),
  );
  it.each([
    ['another frame', list([80, 'bb'])],
    ['two frames', list([80, 'bb'], [133, 'cc'])],
    ['none', list()],
  ])('is not proven where the picture was made of %s', (_what, picked) =>
    expect(provenFrame(KEPT, made(KEPT, picked), 3)).toBeUndefined(),
  );
});

describe('a frame that has the time of another', () => {
  const twins = list([0, 'aa'], [40, 'bb'], [40, 'cc'], [80, 'dd']);
  const upTo = (frame: number): FrameLines => ({ ...twins, frames: twins.frames.slice(0, frame) });
  it.each([
    [2, 'bb'],
    [3, 'cc'],
  ])('is proven by its pixels: frame %i', (frame, pixels) => {
    expect(provenFrame(twins, made(upTo(frame)), frame)).toMatchObject({
      frame,
      pts: 40,
      seconds: 0.04,
      pixels,
    });
    const other = list([40, pixels === 'bb' ? 'cc' : 'bb']);
    expect(provenFrame(twins, made(upTo(frame), other), frame)).toBeUndefined();
  });
});

describe('the number of frames', () => {
  it('is what the decoder gave', () => expect(frameCountOf({ check: { sourceFrames: 45 } })).toBe(45));
  it.each([undefined, {}, { check: null }, { check: { sourceFrames: 0 } }])('is unknown from %j', (facts) =>
    expect(frameCountOf(facts)).toBeUndefined(),
  );
});

describe('the frames of a series', () => {
  it('are spread evenly, with the first and the last', () =>
    expect(seriesFrames(1, 45, 5)).toEqual([1, 12, 23, 34, 45]));
  it('are every one, none twice, where there are not more', () =>
    expect(seriesFrames(7, 9, 20)).toEqual([7, 8, 9]));
  it('are two at least, or the one', () =>
    expect([seriesFrames(3, 30, 2), seriesFrames(4, 4, 2)]).toEqual([[3, 30], [4]]));
});
