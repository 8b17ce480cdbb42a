/** How far ffmpeg has come: frames written and seconds of the clip. */
export interface Progress {
  readonly frames: number;
  readonly seconds: number;
}

const KEY = /^(frame|fps|stream_\d+_\d+_\w+|bitrate|total_size|out_time\w*|\w+_frames|speed|progress)=/;

/**
 * Reads the lines of ffmpeg's `-progress`. The function returned says whether a line was one of them; `onStep` is
 * called only when frames, time or size have grown.
 */
export function readProgress(onStep: (progress: Progress) => void): (line: string) => boolean {
  let now: Record<string, number> = {};
  let last = '';
  return (line) => {
    const key = KEY.exec(line)?.[1];
    if (key === undefined) return false;
    const value = Number(line.slice(key.length + 1).trim());
    if (Number.isFinite(value)) now[key] = value;
    if (key !== 'progress') return true;
    const { frame = 0, out_time_us: microseconds = 0, total_size: bytes = 0 } = now;
    const state = `${frame} ${microseconds} ${bytes}`;
    if (state !== last) onStep({ frames: frame, seconds: Math.max(0, microseconds / 1e6) });
    last = state;
    now = {};
    return true;
  };
}
