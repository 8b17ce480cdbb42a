import { Frames, type FrameTimes } from './frames';

/** The times of a clip's frames; `undefined` where there are none. */
export async function fetchFrames(address: string): Promise<Frames | undefined> {
  const answer = await fetch(address, { headers: { Accept: 'application/json' } }).catch(() => undefined);
  if (answer?.ok !== true) return undefined;
  const frames = new Frames((await answer.json()) as FrameTimes);
  return frames.count === 0 ? undefined : frames;
}
