import type { VideoFacts } from '../facts';
import type { RecipeOutput } from './recipe';

export const FRAMES_FILE = 'frames.txt';

/** `adler32` is for those who need the times alone: of a corner of each frame, so that it takes no time and no memory, and proves nothing. */
export type FrameHash = 'SHA512/256' | 'adler32';

/** One line for each frame that the decoder gave: its time and the hash of its pixels, before any filter. */
export const framesOutput = (video: VideoFacts, hash: FrameHash = 'SHA512/256'): RecipeOutput => ({
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
    ...(hash === 'adler32' ? ['-vf', 'crop=min(4\\,iw):min(4\\,ih):0:0'] : []),
    ...['-fflags', '+bitexact', '-f', 'framehash', '-hash', hash],
  ],
});

export const SHAPES_FILE = 'shapes.txt';

/**
 * One line for each time that the picture has another size or format than before: filters begin anew there, and this one takes their
 * first frame. So more than one line says that the picture changes in its midst.
 */
export const shapesOutput = (video: VideoFacts): RecipeOutput => ({
  file: SHAPES_FILE,
  options: [
    ...['-map', `0:${video.index}`, '-vf', "select='isnan(prev_selected_t)'", '-noautoscale'],
    ...['-c:v', 'rawvideo', '-fps_mode', 'passthrough', '-enc_time_base', 'demux'],
    ...['-fflags', '+bitexact', '-f', 'framehash', '-hash', 'adler32'],
  ],
});
