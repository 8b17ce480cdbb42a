import { z } from 'zod';
import type { FrameLines } from '../../../../features/evidence';

export const frameTimes = z.strictObject({
  timeBase: z.strictObject({ num: z.number().int(), den: z.number().int() }).describe('seconds of one tick'),
  pts: z.array(z.number().int()).describe('presentation time of each frame in ticks; the first is frame 1'),
  lastDuration: z.number().int().describe('ticks that the last frame is shown; 0 when unknown'),
});

export const frameTimesView = ({ timeBase, frames }: FrameLines): z.infer<typeof frameTimes> => ({
  timeBase,
  pts: frames.map(({ pts }) => pts),
  lastDuration: frames.at(-1)?.duration ?? 0,
});
