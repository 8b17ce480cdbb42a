import type { VideoFacts } from '../facts';
import { framesOutput } from './frames';
import { geometry } from './geometry';
import { picture } from './picture';
import type { Recipe, RecipeOutput } from './recipe';
import { runOptions } from './renditions';

export const STILL_FILE = 'still.png';
/** The same picture in other bytes, for those who may not have the exhibit itself. */
export const STILL_COPY_FILE = 'copy.png';
/** The time and the pixel hash of the frame that was picked, as the decoder gave it: by them the picture is shown to be that of the list's last line. */
export const STILL_TIME_FILE = 'picked.txt';

const RGB = 'scale=out_range=pc:flags=bicubic+accurate_rnd+full_chroma_int+full_chroma_inp+bitexact';
const isDeep = ({ pixFmt }: VideoFacts): boolean => /p?(9|10|12|14|16)(le|be)$/.test(pixFmt ?? '');

/**
 * One frame as RGB, upright, with square pixels, at the depth that it has. Wide dynamic range is brought down as in the
 * viewing copy.
 */
function look(video: VideoFacts): string[] {
  if (video.hdr !== null) return [...picture(video), RGB, 'format=rgb24'];
  return [
    ...geometry(video).filters,
    RGB,
    isDeep(video) ? 'format=rgb48be' : 'format=rgb24',
    'sidedata=mode=delete:type=DISPLAYMATRIX',
  ];
}

/**
 * The frame by its number. Filters count anew where the picture changes its size or format in the midst of a recording, so there it is
 * picked by its time.
 */
export type Pick = { readonly frame: number } | { readonly ticks: number };

const selection = (pick: Pick): string =>
  'frame' in pick ? `select='eq(n,${pick.frame - 1})'` : `select='eq(pts,${pick.ticks})'`;

/** `-noautoscale`: each frame in its own size, also where the first has another. */
const png = (video: VideoFacts, file: string, pick: Pick, prediction: string): RecipeOutput => ({
  file,
  options: [
    ...['-map', `0:${video.index}`, '-vf', [selection(pick), ...look(video)].join(',')],
    ...[
      '-noautoscale',
      '-frames:v',
      '1',
      '-c:v',
      'png',
      '-pred',
      prediction,
      '-threads:v',
      '1',
      '-fps_mode',
      'passthrough',
    ],
    ...[
      '-flags:v',
      '+bitexact',
      '-fflags',
      '+bitexact',
      '-map_metadata',
      '-1',
      '-update',
      '1',
      '-f',
      'image2',
    ],
  ],
});

const time = (video: VideoFacts, pick: Pick): RecipeOutput => ({
  file: STILL_TIME_FILE,
  options: [
    ...['-map', `0:${video.index}`, '-vf', selection(pick), '-noautoscale', '-frames:v', '1'],
    ...['-c:v', 'rawvideo', '-fps_mode', 'passthrough', '-enc_time_base', 'demux'],
    ...['-fflags', '+bitexact', '-f', 'framehash', '-hash', 'SHA512/256'],
  ],
});

/**
 * One frame of the master, without loss, and the hashes of all frames up to it: by them it is shown to be the frame that
 * was asked for. The list comes first, so that progress shows while the decoder is on its way to the frame.
 * @param frame counted from 1, as the decoder gives them
 */
export function stillRecipe(
  video: VideoFacts,
  frame: number,
  limits: { readonly maxPixels: number; readonly maxStreams: number },
  pick: Pick = { frame },
): Recipe {
  const list = framesOutput(video);
  return {
    input: runOptions(limits),
    outputs: [
      { ...list, options: ['-frames:v', String(frame), ...list.options] },
      time(video, pick),
      png(video, STILL_FILE, pick, 'paeth'),
      png(video, STILL_COPY_FILE, pick, 'mixed'),
    ],
  };
}
