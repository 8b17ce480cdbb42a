import { ticksApart } from '../../../kernel/film/apart';
import type { AudioFacts, VideoFacts } from '../facts';
import { isLarge } from './geometry';
import { picture } from './picture';
import type { RecipeOutput } from './recipe';
import { picturesAlone } from './units';

/** `reencode` makes what every browser plays; `copy` keeps the source's bits. */
export type Treatment = 'copy' | 'reencode';

/** Nothing of the source's tags, chapters, data or subtitles; nothing that differs from run to run. */
const PLAIN = [
  ...['-map_metadata', '-1', '-map_chapters', '-1', '-dn', '-sn', '-fflags', '+bitexact'],
  ...['-flags:v', '+bitexact', '-flags:a', '+bitexact'],
];

/** Frames that the encoder looks ahead: each is held in memory, so fewer of the large ones. */
const lookahead = (video: VideoFacts): number => (isLarge(video) ? 2 : 10);

/** Frames of the source have one time. */
export interface SameTimes {
  /** How long its last frame is shown. */
  readonly lastSeconds: number;
}

/** No film can show two frames at one time: one that is not later than the one before it is moved on. `PREV_OUTPTS` is no number at first. */
const movedOn = ({ timeBase }: VideoFacts): string =>
  `setpts='if(lte(PTS,PREV_OUTPTS),PREV_OUTPTS+${ticksApart(timeBase)},PTS)'`;

/** `setpts` forgets for how long a frame is shown. All but the last are shown until the next. */
const lasting = ({ timeBase: { num, den } }: VideoFacts, { lastSeconds }: SameTimes): string[] => [
  '-bsf:v',
  `setts=duration=${Math.round((lastSeconds * den) / num)}`,
];

/**
 * H.264 High at constant quality, every frame with its own time. No B-frames, so no edit list and decode order is
 * display order; a key frame at least each second, none open. Threads are fixed: x264's output depends on them.
 */
function encodedVideo(video: VideoFacts, same?: SameTimes): string[] {
  return [
    ...[
      '-map',
      `0:${video.index}`,
      '-vf',
      [...picture(video), ...(same === undefined ? [] : [movedOn(video)])].join(','),
      '-c:v',
      'libx264',
      '-preset',
      'veryfast',
      '-profile:v',
      'high',
      '-crf',
      '20',
    ],
    ...[
      '-bf',
      '0',
      '-x264-params',
      `open-gop=0:scenecut=0:rc-lookahead=${lookahead(video)}`,
      '-threads:v',
      '2',
    ],
    ...['-force_key_frames', 'expr:gte(t,n_forced*1)', '-g', '250'],
    ...['-fps_mode', 'passthrough', '-enc_time_base', 'demux'],
    ...['-color_range', 'tv', ...(video.hdr === null ? [] : BT709)],
    ...(same === undefined ? [] : lasting(video, same)),
  ];
}

const BT709 = ['-color_primaries', 'bt709', '-color_trc', 'bt709', '-colorspace', 'bt709'];

/** Where the sound stands by its packets, of which some cannot be decoded. Seconds, from the start of the film. */
export interface SoundSpan {
  readonly start: number;
  readonly seconds: number;
}

/** Gaps in the sound are filled with silence, so that it stays with the picture; where it breaks off, also before and behind it. */
function encodedAudio(audio: AudioFacts, span?: SoundSpan): string[] {
  const rate = sampleRate(audio.sampleRate);
  const filled = span && [
    `aresample=${rate}:async=1:first_pts=${Math.round(span.start * rate)}`,
    `apad=whole_dur=${span.seconds.toFixed(6)}`,
  ];
  return [
    ...[
      '-c:a',
      'aac',
      '-b:a',
      audio.channels > 1 ? '128k' : '96k',
      '-ac',
      String(Math.min(2, audio.channels)),
    ],
    ...['-ar', String(rate), '-af', filled?.join(',') ?? 'aresample=async=1'],
  ];
}

const AAC_RATES = [8_000, 11_025, 12_000, 16_000, 22_050, 24_000, 32_000, 44_100, 48_000];

/** The nearest rate that AAC knows and browsers play, not below the source's where there is one. */
export const sampleRate = (source: number): number => AAC_RATES.find((rate) => rate >= source) ?? 48_000;

export interface ProxyPlan {
  readonly facts: { readonly video: VideoFacts | null; readonly audio: AudioFacts | null };
  readonly videoTreatment: Treatment;
  readonly audioTreatment: Treatment;
  readonly soundSpan?: SoundSpan | undefined;
  readonly sameTimes?: SameTimes | undefined;
}

/** The working copy: MP4 with its index in front, on the source's own clock. */
export function proxyOutput(plan: ProxyPlan): RecipeOutput {
  const { video, audio } = plan.facts;
  const picture =
    video === null
      ? ['-vn']
      : plan.videoTreatment === 'copy'
        ? ['-map', `0:${video.index}`, '-c:v', 'copy', '-tag:v', 'avc1', ...picturesAlone('h264')]
        : encodedVideo(video, plan.sameTimes);
  const sound =
    audio === null
      ? ['-an']
      : [
          ...['-map', `0:${audio.index}`],
          ...(plan.audioTreatment === 'copy' ? ['-c:a', 'copy'] : encodedAudio(audio, plan.soundSpan)),
        ];
  return {
    file: video === null ? 'proxy.m4a' : 'proxy.mp4',
    options: [
      ...picture,
      ...sound,
      ...(video === null ? [] : ['-video_track_timescale', String(video.timeBase.den)]),
      ...[...PLAIN, '-movflags', '+faststart', '-f', 'mp4'],
    ],
  };
}
