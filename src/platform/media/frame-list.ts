import type { Ratio } from './facts';
import { ratio } from './probe-output';
import { createReadStream } from 'node:fs';
import { createInterface } from 'node:readline';

/** Times are seconds on the file's own clock, in the order of showing. */
export interface FrameList {
  readonly times: readonly number[];
  /** Seconds that the last frame is shown. */
  readonly lastDuration: number;
  /** Frames that the index tells players to decode and not to show. */
  readonly hidden: number;
  readonly startsWithKey: boolean;
  /** Longest time between key frames, in seconds. */
  readonly longestKeyGap: number;
}

/** Start of the first shown frame and end of the last, in seconds. */
export interface Span {
  readonly start: number;
  readonly end: number;
}

interface Frame {
  readonly time: number;
  readonly duration: number;
  readonly key: boolean;
}

const seconds = (ticks: number, base: Ratio): number => (ticks * base.num) / base.den;

/** @param frames in the order of decoding */
export function listOf(frames: Frame[], hidden: number): FrameList {
  const startsWithKey = frames[0]?.key ?? false;
  frames.sort((a, b) => a.time - b.time);
  const last = frames.at(-1);
  const keys = frames.filter(({ key }) => key).map(({ time }) => time);
  const ends = [...keys.slice(1), (last?.time ?? 0) + (last?.duration ?? 0)];
  return {
    times: frames.map(({ time }) => time),
    lastDuration: last?.duration ?? 0,
    hidden,
    startsWithKey,
    longestKeyGap: keys.reduce((gap, time, index) => Math.max(gap, (ends[index] ?? time) - time), 0),
  };
}

/** Reads ffmpeg's `framehash` list: the frames that the decoder really gave. */
export async function readFrameHashes(path: string): Promise<FrameList> {
  const frames: Frame[] = [];
  let base: Ratio = { num: 1, den: 1 };
  for await (const line of createInterface(createReadStream(path))) {
    if (line.startsWith('#tb 0:')) base = ratio(line.slice(6)) ?? base;
    if (line.startsWith('#')) continue;
    const [, , pts, duration] = line.split(',').map(Number);
    if (pts === undefined) continue;
    frames.push({ time: seconds(pts, base), duration: seconds(duration ?? 0, base), key: true });
  }
  return listOf(frames, 0);
}

/** Whether two frames are to be shown at one time, as recorders write that take the time at which a frame came over the network. */
export const haveSameTimes = ({ times }: FrameList): boolean =>
  times.some((time, index) => time === times[index - 1]);

/** null when nothing is shown. */
export function spanOf({ times, lastDuration }: FrameList): Span | null {
  const [start, last] = [times[0], times.at(-1)];
  return start === undefined || last === undefined ? null : { start, end: last + lastDuration };
}
