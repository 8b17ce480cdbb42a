import type { RecipeOutput } from './recipe';

/** One line for each frame that the decoder gave: its time and the hash of its pixels, before any filter. */
export const framesOutput: RecipeOutput = {
  file: 'frames.txt',
  options: [
    ...['-map', '[frames]', '-c:v', 'rawvideo', '-fps_mode', 'passthrough', '-enc_time_base', 'demux'],
    ...['-fflags', '+bitexact', '-f', 'framehash', '-hash', 'SHA512/256'],
  ],
};
