import { packFrames, unpackFrames } from './packed-frames';

const times = (pts: number[], lastDuration = 40) => ({ timeBase: { num: 1, den: 1_000 }, pts, lastDuration });

describe('the times of frames in a page', () => {
  it.each([
    ['of one rate', times([0, 40, 80, 120, 160]), '1/1000 40 40*4'],
    ['of several', times([0, 33, 66, 100, 133, 500], 0), '1/1000 0 33*2 34 33 367'],
    ['of a single frame', times([0]), '1/1000 40'],
  ])('%s come back as they were', (_which, list, packed) => {
    expect(packFrames(list)).toBe(packed);
    expect(unpackFrames(packed)).toEqual(list);
  });

  it('count from the first frame, in the order of showing: of an extract nothing is told of what was before', () => {
    expect(unpackFrames(packFrames(times([9_040, 9_000, 9_080])))).toEqual(times([0, 40, 80]));
  });

  it('of a day at one rate take a line', () => {
    const day = times(Array.from({ length: 2_000_000 }, (_, at) => at * 40));
    expect(packFrames(day)).toBe('1/1000 40 40*1999999');
  });
});
