/** One frame that the decoder gave, in the order of showing. */
export interface FrameLine {
  /** Presentation time and duration, in ticks of the time base. */
  readonly pts: number;
  readonly duration: number;
  /** SHA-512/256 of its pixels, before any filter. */
  readonly hash: string;
}

export interface FrameLines {
  readonly timeBase: { readonly num: number; readonly den: number };
  readonly frames: readonly FrameLine[];
}

/**
 * Reads the list of frames that is kept beside the proxy (ffmpeg's framehash format: stream, dts, pts, duration, size,
 * hash). The first frame is frame 1. @throws RangeError when it is no such list
 */
export function parseFrameList(text: string): FrameLines {
  const base = /^#tb 0: (\d+)\/(\d+)$/m.exec(text);
  if (base === null) throw new RangeError('not a list of frames');
  const frames = text.split('\n').flatMap((line): FrameLine[] => {
    if (line === '' || line.startsWith('#')) return [];
    const [, , pts, duration, , hash] = line.split(',').map((part) => part.trim());
    const read = { pts: Number(pts), duration: Number(duration), hash: hash ?? '' };
    if (!Number.isInteger(read.pts) || !Number.isInteger(read.duration) || !/^[0-9a-f]+$/.test(read.hash))
      throw new RangeError('not a list of frames');
    return [read];
  });
  return { timeBase: { num: Number(base[1]), den: Number(base[2]) }, frames };
}
