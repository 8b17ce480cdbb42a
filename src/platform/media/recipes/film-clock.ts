import type { VideoFacts } from '../facts';
import type { RecipeOutput } from './recipe';

/**
 * Reads the picture along and writes nothing of it. The clock of a transport stream (and of some others) begins with the earliest of the
 * streams that are read: where sound is read alone that begins after the picture, its times would be earlier than those of the film.
 */
export const filmClock = (video: VideoFacts | null): RecipeOutput[] =>
  video === null
    ? []
    : [{ file: 'nothing', options: ['-map', `0:${video.index}`, '-c', 'copy', '-f', 'null'] }];
