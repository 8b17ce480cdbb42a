import { ask, jsonOf } from './ask';
import { Frames, type FrameTimes } from './frames';

/** Of a long recording it is a megabyte, and lines are slow. */
const FRAMES_MS = 120_000;

/** The times of a clip's frames; `undefined` where there are none. */
export async function fetchFrames(address: string): Promise<Frames | undefined> {
  const answer = await ask(address, { headers: { Accept: 'application/json' } }, FRAMES_MS);
  if (answer?.ok !== true) return undefined;
  const times = jsonOf(answer) as FrameTimes | undefined;
  const frames = times && new Frames(times);
  return frames?.count === 0 ? undefined : frames;
}
