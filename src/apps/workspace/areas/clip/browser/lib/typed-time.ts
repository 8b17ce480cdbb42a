import type { Frames } from '../../../../shell/browser/lib/frames';

/** `0:05.2`, `1:02:03.25` or `5.2`: a whole number alone is the number of a frame. */
const TIME = /^(?:(?:(\d{1,2}):)?(\d{1,3}):(\d{1,2}(?:\.\d+)?)|(\d+\.\d+))$/;

/** The frame, counted from 1, that is shown so long after the first one; `undefined` where no time was typed, or one after the end. */
export function frameAtTime(text: string, frames: Frames): number | undefined {
  const found = TIME.exec(text.trim());
  if (found === null) return undefined;
  const [, hours = '0', minutes = '0', rest, alone] = found;
  const seconds = Number(hours) * 3_600 + Number(minutes) * 60 + Number(rest ?? alone);
  const at = frames.time(0) + seconds;
  return at > frames.end ? undefined : frames.at(at) + 1;
}
