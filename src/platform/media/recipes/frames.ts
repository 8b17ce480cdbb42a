import type { VideoFacts } from '../facts';
import type { RecipeOutput } from './recipe';

export const FRAMES_FILE = 'frames.txt';

/** One line for each frame that the decoder gave: its time and the hash of its pixels, before any filter. */
export const framesOutput = (video: VideoFacts): RecipeOutput => ({
  file: FRAMES_FILE,
  options: [
    ...[
      '-map',
      `0:${video.index}`,
      '-c:v',
      'rawvideo',
      '-fps_mode',
      'passthrough',
      '-enc_time_base',
      'demux',
    ],
    ...['-fflags', '+bitexact', '-f', 'framehash', '-hash', 'SHA512/256'],
  ],
});
