import type { AudioFacts, VideoFacts } from '../facts';
import { filmClock } from './film-clock';
import type { Recipe } from './recipe';
import { runOptions } from './renditions';

export const WAVEFORM_FILE = 'waveform.png';
/** Its samples, for whoever looks for speech in them: mono, 8,000 a second, 16 bits, little-endian. Not kept. */
export const SAMPLES_FILE = 'samples';
/** Pixels. */
export const WAVEFORM_SIZE = { width: 1600, height: 120 } as const;

/**
 * How loud the sound is over the length of the clip, from the clock's zero on: gaps are silence, all channels are one, and the square root of the
 * loudness is drawn, so that quiet speech can be seen beside a slammed door.
 * @param seconds length of the clip; the picture is as wide as that
 */
export function waveformRecipe(
  { audio, video }: { readonly audio: AudioFacts; readonly video: VideoFacts | null },
  seconds: number,
  limits: { readonly maxPixels: number; readonly maxStreams: number },
): Recipe {
  const { width, height } = WAVEFORM_SIZE;
  const sound = [
    `[0:${audio.index}]aresample=8000:async=1:first_pts=0`,
    'apad',
    `atrim=end=${seconds.toFixed(6)}`,
    'aformat=channel_layouts=mono',
    'asplit[shown][heard]',
  ];
  const graph = [
    sound.join(','),
    `[shown]showwavespic=s=${width}x${height}:colors=0x0f766e:scale=sqrt[w]`,
    '[heard]aformat=sample_fmts=s16[s]',
  ];
  return {
    input: runOptions(limits),
    outputs: [
      {
        file: WAVEFORM_FILE,
        options: [
          ...['-filter_complex', graph.join(';'), '-map', '[w]', '-frames:v', '1', '-c:v', 'png'],
          ...['-threads:v', '1', '-flags:v', '+bitexact', '-fflags', '+bitexact', '-map_metadata', '-1'],
          ...['-update', '1', '-f', 'image2'],
        ],
      },
      { file: SAMPLES_FILE, options: ['-map', '[s]', '-c:a', 'pcm_s16le', '-f', 's16le'] },
      ...filmClock(video),
    ],
  };
}
