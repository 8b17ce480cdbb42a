import { apart, ticksApart } from './apart';

/** As the API gives them of a viewing, and a bundle of a copy. */
export interface FrameTimes {
  readonly timeBase: { readonly num: number; readonly den: number };
  readonly pts: readonly number[];
  readonly lastDuration: number;
}

/** Browsers round media times to microseconds, and some containers to milliseconds. Seconds. */
const TOLERANCE = 0.000_5;

/**
 * Before the midst: Chromium rounds where it seeks to whole ticks of the film's clock, and of a film whose frames are one tick long (25 ticks a
 * second, as in AVI) the midst of a frame is rounded to the next one, which it then shows where that is a key frame.
 */
const WELL_WITHIN = 0.4;

/** When each frame was recorded and when a copy shows it, in seconds of the recording. Frames count from 0 here and from 1 for people. */
export class Frames {
  /** In the copy, where no two frames have one time. */
  private readonly times: readonly number[];
  private readonly recorded: readonly number[];
  /** When the last frame is no longer shown. */
  readonly end: number;

  constructor({ timeBase, pts, lastDuration }: FrameTimes) {
    const seconds = (ticks: number): number => (ticks * timeBase.num) / timeBase.den;
    const recorded = [...pts].sort((one, other) => one - other);
    this.recorded = recorded.map(seconds);
    this.times = apart(recorded, ticksApart(timeBase)).map(seconds);
    const last = this.times.at(-1) ?? 0;
    const before = this.times.at(-2) ?? last - 0.04;
    this.end = last + (lastDuration > 0 ? seconds(lastDuration) : last - before);
  }

  get count(): number {
    return this.times.length;
  }

  /** Nearest number that is a frame's. */
  clamp(frame: number): number {
    return Math.min(this.count - 1, Math.max(0, frame));
  }

  /** When the copy shows it. */
  time(frame: number): number {
    return this.times[this.clamp(frame)] ?? 0;
  }

  /** The frame that is shown at a time. */
  at(seconds: number): number {
    let [low, high] = [0, this.count - 1];
    while (low < high) {
      const middle = Math.ceil((low + high) / 2);
      if (this.from(middle) <= seconds) low = middle;
      else high = middle - 1;
    }
    return low;
  }

  /** From when on a time is taken for that of the frame: a little early, and never so early that the one before it is passed over. */
  private from(frame: number): number {
    const time = this.time(frame);
    return time - Math.min(TOLERANCE, (time - this.time(frame - 1)) / 2);
  }

  /** Where to seek for a frame: well within its time, so that no rounding can land on its neighbour. */
  inside(frame: number): number {
    return this.within(frame, WELL_WITHIN);
  }

  /** `part`: of the time that the frame is shown, from 0 to 1. Seconds. */
  within(frame: number, part: number): number {
    const start = this.time(frame);
    const next = frame + 1 < this.count ? this.time(frame + 1) : this.end;
    return start + (next - start) * part;
  }

  /** Seconds from the first frame to when this one was recorded, as times of the event count. */
  since(frame: number): number {
    return (this.recorded[this.clamp(frame)] ?? 0) - (this.recorded[0] ?? 0);
  }
}
