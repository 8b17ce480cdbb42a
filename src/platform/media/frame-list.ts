import type { Ratio } from './facts';
import { ffprobe } from './ffprobe';
import { ratio } from './probe-output';
import type { Sandbox } from './sandbox';
import type { WatchOptions } from './watchdog';
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

function listOf(frames: Frame[], hidden: number): FrameList {
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

/** Reads the index of one stream without decoding it. `complaints` is what ffprobe said of broken parts. */
export async function scanPackets(
  sandbox: Sandbox,
  path: string,
  options: readonly string[],
  watch: WatchOptions,
): Promise<{ readonly frames: FrameList; readonly complaints: readonly string[] }> {
  const packets: (readonly [ticks: number, duration: number, key: boolean])[] = [];
  let hidden = 0;
  let base: Ratio = { num: 1, den: 1 };
  const entries = ['-show_entries', 'packet=pts,duration,flags:stream=time_base', '-of', 'csv=p=0'];
  const said = await ffprobe(sandbox, path, ['-v', 'error', ...options, ...entries], watch, (line) => {
    if (line.includes('/')) base = ratio(line) ?? base;
    const [pts = '', duration = '', flags = ''] = line.split(',');
    if (flags.includes('D')) hidden += 1;
    else if (/^-?\d+$/.test(pts)) packets.push([Number(pts), Number(duration) || 0, flags.includes('K')]);
  });
  const frames = packets.map(([ticks, duration, key]) => ({
    time: seconds(ticks, base),
    duration: seconds(duration, base),
    key,
  }));
  return { frames: listOf(frames, hidden), complaints: said.lines };
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

/** null when nothing is shown. */
export function spanOf({ times, lastDuration }: FrameList): Span | null {
  const [start, last] = [times[0], times.at(-1)];
  return start === undefined || last === undefined ? null : { start, end: last + lastDuration };
}
