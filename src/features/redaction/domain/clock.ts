import { apart, ticksApart } from '../../../kernel/film/apart';
import type { FrameLines } from '../../evidence';
import type { Edits } from './recipe';

/** First and last frame that stay, counted from 1. */
export const staying = ({ trim }: Pick<Edits, 'trim'>, frames: number): { from: number; to: number } =>
  trim ?? { from: 1, to: frames };

/**
 * Which tick of the master is the copy's zero. Where the sound stays whole, the file's own zero does, so that what is heard before
 * the first picture is kept; else the first frame that stays.
 */
export function zeroOf({ frames }: FrameLines, trim: Edits['trim'], hasSound: boolean): number {
  const first = frames[(trim?.from ?? 1) - 1]?.pts ?? 0;
  return trim === null && hasSound ? Math.min(0, first) : first;
}

/** Where the copy's sound lies in that of the master. */
export interface SoundPlace {
  /** Sample of the decoded master that is the copy's first; negative: silence goes before it. */
  readonly first: number;
  /** Samples of each channel; `null`: to the end. */
  readonly count: number | null;
  /** The copy's first sample, counted from the first frame of the master, as spans count. */
  readonly fromPicture: number;
}

/**
 * @param kept the list of frames beside the viewing copy, on whose ticks the copy's zero stands
 * @param read the list of the run that gave the sound: a transport stream's clock may begin elsewhere
 */
export function soundPlace(
  kept: FrameLines,
  read: FrameLines,
  trim: Edits['trim'],
  rate: number,
): SoundPlace {
  const { timeBase, frames } = read;
  const sample = (ticks: number): number => Math.round((ticks * timeBase.num * rate) / timeBase.den);
  const shift = (frames[0]?.pts ?? 0) - (kept.frames[0]?.pts ?? 0);
  const first = sample(zeroOf(kept, trim, true) + shift);
  const fromPicture = first - sample(frames[0]?.pts ?? 0);
  if (trim === null) return { first, count: null, fromPicture };
  const last = frames[trim.to - 1];
  const end = frames[trim.to]?.pts ?? (last?.pts ?? 0) + (last?.duration ?? 0);
  return { first, count: Math.max(0, sample(end) - first), fromPicture };
}

/** Whether two lists are of the same frames: as many, each as long after the first, and each pixel equal. */
export function sameFilm(kept: FrameLines, read: FrameLines): boolean {
  const [first, readFirst] = [kept.frames[0]?.pts ?? 0, read.frames[0]?.pts ?? 0];
  return (
    kept.timeBase.num === read.timeBase.num &&
    kept.timeBase.den === read.timeBase.den &&
    kept.frames.length === read.frames.length &&
    kept.frames.every(({ pts, hash }, index) => {
      const other = read.frames[index];
      return hash === other?.hash && pts - first === other.pts - readFirst;
    })
  );
}

/**
 * Whether each frame of the copy is shown as long after its first as the one of the master is, on whatever ticks; of those that have one
 * time in the master, each a little after the one before it.
 */
export function sameTimes(master: FrameLines, copy: FrameLines, stay: { from: number; to: number }): boolean {
  const [a, b] = [master.timeBase, copy.timeBase];
  const recorded = master.frames.slice(stay.from - 1, stay.to).map(({ pts }) => pts);
  const frames = apart(recorded, ticksApart(a));
  const [first, copyFirst] = [frames[0] ?? 0, copy.frames[0]?.pts ?? 0];
  return (
    frames.length === copy.frames.length &&
    frames.every((pts, index) => {
      const other = (copy.frames[index]?.pts ?? 0) - copyFirst;
      return (
        BigInt(pts - first) * BigInt(a.num) * BigInt(b.den) === BigInt(other) * BigInt(b.num) * BigInt(a.den)
      );
    })
  );
}
