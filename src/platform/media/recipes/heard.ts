import type { AudioFacts, VideoFacts } from '../facts';
import { filmClock } from './film-clock';
import type { Recipe } from './recipe';
import { runOptions } from './renditions';

export const HEARD_FILE = 'sound.wav';
const RATE = 16_000;

/**
 * The sound for a program that turns speech into text: one channel of 16,000 samples a second, 16 bits, with silence where there is a
 * gap, so that its times are those of the film.
 * @param seconds length of the clip
 */
export const heardRecipe = (
  { audio, video }: { readonly audio: AudioFacts; readonly video: VideoFacts | null },
  seconds: number,
  limits: { readonly maxPixels: number; readonly maxStreams: number },
): Recipe => ({
  input: runOptions(limits),
  outputs: [
    {
      file: HEARD_FILE,
      options: [
        ...['-map', `0:${audio.index}`, '-af'],
        [
          `aresample=${RATE}:async=1:first_pts=0`,
          'apad',
          `atrim=end=${seconds.toFixed(6)}`,
          'aformat=sample_fmts=s16:channel_layouts=mono',
        ].join(','),
        ...['-ar', String(RATE), '-c:a', 'pcm_s16le', '-map_metadata', '-1'],
        ...['-flags:a', '+bitexact', '-fflags', '+bitexact', '-f', 'wav'],
      ],
    },
    ...filmClock(video),
  ],
});

/** Decodes the sound of a working copy and keeps nothing: what the decoder complains of counts. */
export const soundCheck = (limits: { readonly maxPixels: number; readonly maxStreams: number }): Recipe => ({
  input: runOptions(limits),
  outputs: [{ file: 'nothing', options: ['-map', '0:a:0', '-f', 'null'] }],
});
