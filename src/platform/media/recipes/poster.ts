import type { VideoFacts } from '../facts';
import { within, type Size } from './geometry';
import type { RecipeOutput } from './recipe';

export interface Poster {
  readonly name: 'poster' | 'thumbnail';
  readonly file: string;
  readonly size: Size;
}

/** Widths in pixels. */
const WIDTHS = { poster: 1280, thumbnail: 320 } as const;

/** A picture for the player and a small one for lists. */
export const posters = (size: Size): readonly Poster[] =>
  (['poster', 'thumbnail'] as const).map((name) => ({
    name,
    file: `${name}.jpg`,
    size: within(size, WIDTHS[name]),
  }));

/**
 * A tenth into the clip, but not more than 2 s in: the very first frame is often grey or still black.
 * @param span seconds from the first frame to the last
 */
export const posterTime = (span: number): number => Math.min(2, span / 10);

/** Picks the first frame at or after `at`, in seconds from the first. */
export const posterSelection = (at: number): string =>
  `select='isnan(prev_selected_t)*gte(t-start_t,${at.toFixed(6)})'`;

export const scaleTo = ({ width, height }: Size): string =>
  `scale=${width}:${height}:flags=bicubic+accurate_rnd+bitexact`;

/** One JPEG, the first picture that comes out of the filters. */
export const jpegOutput = (video: VideoFacts, file: string, filters: readonly string[]): RecipeOutput => ({
  file,
  options: [
    ...['-map', `0:${video.index}`, '-vf', filters.join(','), '-frames:v', '1', '-c:v', 'mjpeg', '-q:v', '3'],
    ...['-threads:v', '1', '-fps_mode', 'passthrough', '-flags:v', '+bitexact', '-fflags', '+bitexact'],
    ...['-map_metadata', '-1', '-update', '1', '-f', 'image2'],
  ],
});
