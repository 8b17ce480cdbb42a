import { Frames, type FrameTimes } from '../../kernel/film/frames';
import { packFrames } from './packed-frames';

/** How long a copy plays, and when each of its frames is shown, as far as that is known. */
export interface CopyTimes {
  readonly seconds?: number;
  readonly frames?: FrameTimes;
}

/** By the path of the copy in the bag. */
export type Times = ReadonlyMap<string, CopyTimes>;

/** Characters. What a page carries of frames is shared among its exhibits: 300 must open as soon as 3. */
const MOST_OF_PAGE = 3_000_000;
const MOST_OF_ONE = 300_000;

/** For the player, where it is not too long: without it, the browser steps from picture to picture by itself. */
export function framesFor({ frames }: CopyTimes, exhibits: number): string | undefined {
  if (frames === undefined || frames.pts.length === 0) return undefined;
  const packed = packFrames(frames);
  return packed.length > Math.min(MOST_OF_ONE, MOST_OF_PAGE / exhibits) ? undefined : packed;
}

/** Seconds; `undefined` where it is not known, as of a photograph. */
export function lengthOf({ seconds, frames }: CopyTimes): number | undefined {
  if (seconds !== undefined) return seconds;
  if (frames === undefined || frames.pts.length === 0) return undefined;
  const list = new Frames(frames);
  return list.end - list.time(0);
}
