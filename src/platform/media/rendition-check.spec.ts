import type { FrameList } from './frame-list';
import { faults, measure, type Measured } from './rendition-check';

const list = (times: number[]): FrameList => ({
  times,
  lastDuration: 0.1,
  hidden: 0,
  startsWithKey: true,
  longestKeyGap: 1,
});
const source = list([1.4, 1.5, 1.6, 1.7]);
const good: Measured = {
  declaredFrames: 4,
  source,
  sourceStart: 1.4,
  step: 0.004,
  proxy: list([0, 0.1, 0.2, 0.3]),
  sourceAudio: { start: 1.4, end: 1.8 },
  proxyAudio: { start: 0, end: 0.4 },
};
const problems = (change: Partial<Measured>, damaged = false): string[] =>
  faults(measure({ ...good, ...change }), 0.1, damaged);

describe('a proxy measured against its source', () => {
  it('holds when only the clock starts elsewhere', () => {
    expect(problems({})).toEqual([]);
  });

  it('fails on a frame too few, naming both counts', () => {
    expect(problems({ proxy: list([0, 0.1, 0.2]) })).toContain('the proxy has 3 frames and the source 4');
  });

  it('fails on one time stamp that moved by a millisecond', () => {
    expect(problems({ proxy: list([0, 0.101, 0.2, 0.3]) })).toEqual([
      'a time stamp differs by 0.001000 s, more than 0.000001 s',
    ]);
  });

  it('holds where frames of one time follow each other a little later, and nowhere else', () => {
    const twins = list([1.4, 1.5, 1.5, 1.5, 1.6]);
    const shown = (...times: number[]): string[] => problems({ source: twins, proxy: list(times) });
    expect(shown(0, 0.1, 0.104, 0.108, 0.2)).toEqual([]);
    expect(shown(0, 0.1, 0.101, 0.102, 0.2)).toContain(
      'a time stamp differs by 0.006000 s, more than 0.000001 s',
    );
    expect(shown(0, 0.1, 0.104, 0.108, 0.204)).toHaveLength(1);
  });

  it('holds where so many frames have the time of the last that the copy is longer than the recording', () => {
    const burst = list([1.4, ...Array<number>(60).fill(1.5)]);
    const proxy = list([0, ...Array.from({ length: 60 }, (_, at) => 0.1 + at * 0.004)]);
    expect(problems({ source: burst, proxy, sourceAudio: null, proxyAudio: null })).toEqual([]);
  });

  it('fails on sound that is too short or has moved against the picture', () => {
    expect(problems({ proxyAudio: { start: 0, end: 0.2 } })[0]).toContain('the length of the sound');
    expect(problems({ proxyAudio: { start: 0.15, end: 0.55 } })[0]).toContain('the start of the sound');
  });

  it('fails on sound that has gone', () => {
    expect(problems({ proxyAudio: null })).toEqual(['the proxy has no sound and the source has']);
  });

  it('asks nothing of the sound of a clip that breaks off, but all of its frames', () => {
    expect(problems({ proxyAudio: { start: 0, end: 0.2 } }, true)).toEqual([]);
    expect(problems({ proxy: list([0, 0.1]) }, true)).toContain('the proxy has 2 frames and the source 4');
  });
});
