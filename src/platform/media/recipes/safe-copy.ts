import type { AudioFacts, MediaFacts, VideoFacts } from '../facts';
import { FRAMES_FILE, framesOutput } from './frames';
import type { Recipe, RecipeOutput } from './recipe';
import { runOptions } from './renditions';
import { hasKnownUnits, picturesAlone } from './units';

/**
 * `lossless`: the codec has places for free text inside its pictures, or the index hides some of it; H.264 at QP 0 keeps
 * every pixel and no such place, FLAC every sample.
 */
export type SafeTreatment = 'copy' | 'lossless';

export interface SafePlan {
  readonly picture: SafeTreatment;
  readonly sound: SafeTreatment;
}

/** @param anew packets may not be copied: say the stream's header holds more than it needs, where no filter reaches it */
export const videoTreatment = ({ codec }: VideoFacts, anew: boolean): SafeTreatment =>
  anew || !hasKnownUnits(codec) ? 'lossless' : 'copy';

interface Container {
  readonly file: string;
  readonly mime: string;
  readonly options: readonly string[];
}

/** The source's own family where it is one of the two that hold nearly every codec, else Matroska. */
export function safeContainer({ container, audio }: MediaFacts): Container {
  if (!container.startsWith('mov,')) {
    return { file: 'copy.mkv', mime: 'video/x-matroska', options: ['-f', 'matroska'] };
  }
  const isPcm = /^(pcm|adpcm)_/.test(audio?.codec ?? '');
  const flags = ['-movflags', '+faststart', '-write_tmcd', '0', '-empty_hdlr_name', '1'];
  return isPcm
    ? { file: 'copy.mov', mime: 'video/quicktime', options: [...flags, '-f', 'mov'] }
    : { file: 'copy.mp4', mime: 'video/mp4', options: [...flags, '-f', 'mp4'] };
}

const picture = (video: VideoFacts, treatment: SafeTreatment): string[] => [
  ...['-map', `0:${video.index}`],
  ...(treatment === 'copy'
    ? ['-c:v', 'copy', ...picturesAlone(video.codec)]
    : [
        ...['-c:v', 'libx264', '-qp', '0', '-preset', 'ultrafast', '-threads:v', '2'],
        ...['-x264-params', 'info=0', '-fps_mode', 'passthrough', '-enc_time_base', 'demux'],
        // x264 signs its work in a SEI of its own.
        ...picturesAlone('h264'),
      ]),
];

/** A coding without loss that the container of the copy holds. */
function lossless({ codec }: AudioFacts): string[] {
  if (codec.startsWith('pcm_')) return ['-c:a', codec];
  return codec.startsWith('adpcm_') ? ['-c:a', 'pcm_s16le'] : ['-c:a', 'flac', '-sample_fmt', 's32'];
}

const sound = (audio: AudioFacts, treatment: SafeTreatment): string[] => [
  ...['-map', `0:${audio.index}`],
  ...(treatment === 'copy' ? ['-c:a', 'copy'] : lossless(audio)),
];

/** Picture and sound as they came; no tag, no chapter, no other stream. */
function copyOutput(facts: MediaFacts, plan: SafePlan): RecipeOutput {
  const { video, audio } = facts;
  const { file, options } = safeContainer(facts);
  const isMp4 = file !== 'copy.mkv';
  return {
    file,
    options: [
      ...(video === null ? ['-vn'] : picture(video, plan.picture)),
      ...(audio === null ? ['-an'] : sound(audio, plan.sound)),
      ...(video === null || !isMp4 ? [] : ['-video_track_timescale', String(video.timeBase.den)]),
      ...['-map_metadata', '-1', '-map_metadata:s', '-1', '-map_chapters', '-1', '-dn', '-sn'],
      ...['-fflags', '+bitexact', '-flags:v', '+bitexact', '-flags:a', '+bitexact'],
      ...options,
    ],
  };
}

type Limits = { readonly maxPixels: number; readonly maxStreams: number };

/** The copy, and the hash of every frame of the source in the same run. */
export const safeCopyRecipe = (facts: MediaFacts, plan: SafePlan, limits: Limits): Recipe => ({
  input: runOptions(limits),
  outputs: [copyOutput(facts, plan), ...(facts.video === null ? [] : [framesOutput(facts.video)])],
});

/** The hash of every frame of the copy, whose picture is its first stream. */
export const copyFramesRecipe = (video: VideoFacts, limits: Limits): Recipe => ({
  input: runOptions(limits),
  outputs: [framesOutput({ ...video, index: 0 })],
});

export const COPY_FRAMES = FRAMES_FILE;
