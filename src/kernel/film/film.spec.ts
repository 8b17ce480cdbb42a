import { Film } from './film';
import { Frames } from './frames';

class Video {
  paused = true;
  /** While set, the end of a seek is not told. */
  seeking = false;
  readonly sought: number[] = [];
  private at = 0;
  private readonly listeners = new Map<string, () => void>();

  get currentTime(): number {
    return this.at;
  }

  set currentTime(to: number) {
    this.at = to;
    this.sought.push(to);
    if (!this.seeking) this.seeked();
  }

  seeked(): void {
    this.listeners.get('seeked')?.();
  }

  play(): Promise<void> {
    this.paused = false;
    return Promise.resolve();
  }

  pause(): void {
    this.paused = true;
  }

  addEventListener(type: string, listener: () => void): void {
    this.listeners.set(type, listener);
  }
}

const frames = new Frames({ timeBase: { num: 1, den: 10 }, pts: [0, 1, 2, 3], lastDuration: 1 });

describe('a film that stands at a frame', () => {
  let video: Video;
  let film: Film<Video>;
  let shown: number[];
  beforeEach(() => {
    jest.useFakeTimers();
    video = new Video();
    shown = [];
    film = new Film(video, frames, (frame) => shown.push(frame));
    film.show(2);
  });
  afterEach(() => jest.useRealTimers());

  it('asks for the same picture again once it is quiet, each time at another time of the frame, and says no other', () => {
    jest.runAllTimers();
    expect(new Set(video.sought).size).toBe(3);
    expect(video.sought.map((at) => frames.at(at))).toEqual([2, 2, 2]);
    expect([film.frame, shown]).toEqual([2, [2]]);
  });

  it('asks only for times that are those of the frame in whole ticks of the clock, too, also where a frame is one tick long', () => {
    jest.runAllTimers();
    expect(video.sought.map((at) => Math.round(at * 10))).toEqual([2, 2, 2]);
  });

  it('asks for none while it plays', async () => {
    await film.toggle();
    jest.runAllTimers();
    expect(video.sought).toHaveLength(1);
  });

  it('asks only for the frame that was asked for last', () => {
    film.step(1);
    jest.runAllTimers();
    expect(video.sought.map((at) => frames.at(at))).toEqual([2, 3, 3, 3]);
  });

  it('has not arrived when only an earlier seek has ended', () => {
    video.seeking = true;
    film.step(1);
    video.seeked();
    expect(shown).toEqual([2]);
    video.seeking = false;
    video.seeked();
    expect(shown).toEqual([2, 3]);
  });

  it('leaves its clock alone where somebody else has moved it', () => {
    video.currentTime = 0.05;
    jest.runAllTimers();
    expect(video.sought.map((at) => frames.at(at))).toEqual([2, 0]);
  });
});

describe('frames', () => {
  /** As where a camera gave two pictures one time, and whatever wrote the file put a tick between them. */
  const close = new Frames({
    timeBase: { num: 1, den: 90_000 },
    pts: [0, 1, 6_000, 12_000, 12_001],
    lastDuration: 6_000,
  });
  const all = [0, 1, 2, 3, 4];
  const asBrowsersRound = (seconds: number): number => Math.round(seconds * 1e6) / 1e6;

  it('are told apart by the times that a browser tells, also where they are a tick apart', () => {
    expect(all.map((frame) => close.at(asBrowsersRound(close.time(frame))))).toEqual(all);
    expect(all.map((frame) => close.at(asBrowsersRound(close.inside(frame))))).toEqual(all);
  });

  it('are found by a time that is told a little early', () => {
    expect(close.at(close.time(2) - 0.000_4)).toBe(2);
  });
});
