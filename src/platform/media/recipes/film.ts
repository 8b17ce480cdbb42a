import { DECODER_GUARD, inputGuards } from '../allow-lists';
import type { AudioFacts, VideoFacts } from '../facts';
import { framesOutput, type FrameHash } from './frames';
import { isLarge, shownSize, type Size } from './geometry';
import { picture } from './picture';
import { sampleRate } from './proxy';
import { runOptions } from './renditions';
import { picturesAlone } from './units';

type Limits = { readonly maxPixels: number; readonly maxStreams: number };

export const FILM_SOUND = 'sound.pcm';
export const FILM_PICTURE = 'picture.mp4';
export const FILM_CODED_SOUND = 'sound.m4a';
export const FILM_FILE = 'film.mp4';

/** Sound as it is heard and changed: signed 16 bits, at most two channels, at a rate that AAC knows. */
export interface SoundShape {
  readonly rate: number;
  readonly channels: number;
}

export const soundShape = ({ sampleRate: source, channels }: AudioFacts): SoundShape => ({
  rate: sampleRate(source),
  channels: Math.min(2, Math.max(1, channels)),
});

const pcm = ({ rate, channels }: SoundShape): string[] => [...['-ac', String(channels), '-ar', String(rate)]];

/** Raw pictures are only handed on: left to itself, ffmpeg copies several at once, and lets eight wait. */
const ONE = ['-threads:v', '1', '-thread_queue_size', '1'];

/** So many frames ffmpeg 7 lets wait between two of its threads. It counts them and does not weigh them, and has no option for fewer. */
const WAITING = 8;

/** In how many strips a picture is handed on. Of a large one as many as may wait, so that one waits behind the filters; each has whole blocks of colour. */
export function stripsOf(size: Size): number {
  if (!isLarge(size)) return 1;
  let strips = WAITING;
  while (size.height % (2 * strips) !== 0) strips -= 1;
  return strips;
}

/** The pictures that are handed on. A large one goes before the filters as often as may wait there, and once to them: so one waits. */
function shown(video: VideoFacts): string[] {
  const [input, size] = [`0:${video.index}`, shownSize(video)];
  if (!isLarge(size)) return ['-map', input, '-vf', picture(video).join(',')];
  const filters = [...picture(video), `untile=1x${stripsOf(size)}`].join(',');
  const passed = Array.from({ length: WAITING - 1 }, () => `[${input}]nullsink`);
  return ['-filter_complex', [`[${input}]${filters}[shown]`, ...passed].join(';'), '-map', '[shown]'];
}

/**
 * Every frame as it is shown (upright, square pixels, 4:2:0, eight bits) to the pipe, the list of the decoder's frames, and the
 * sound from the clock's zero on, gaps filled with silence: sample and frame stand on one clock, for one run reads both.
 */
export function decodeArguments(
  video: VideoFacts,
  audio: AudioFacts | null,
  limits: Limits,
  hash?: FrameHash,
): string[] {
  const list = framesOutput(video, hash);
  return [
    // The last number counts: each thread that decodes large pictures keeps more of them.
    ...[
      ...runOptions(limits),
      ...(isLarge(video) ? ['-threads', '1', '-filter_complex_threads', '1'] : []),
      '-i',
      'clip',
    ],
    ...[...shown(video), '-fps_mode', 'passthrough'],
    ...[
      '-c:v',
      'rawvideo',
      '-pix_fmt',
      'yuv420p',
      ...ONE,
      '-fflags',
      '+bitexact',
      '-f',
      'rawvideo',
      'pipe:1',
    ],
    ...[...list.options, ...ONE, `out/${list.file}`],
    ...(audio === null ? [] : soundArguments(audio)),
  ];
}

function soundArguments(audio: AudioFacts): string[] {
  return [
    ...['-map', `0:${audio.index}`, '-af', 'aresample=async=1:first_pts=0', ...pcm(soundShape(audio))],
    ...['-c:a', 'pcm_s16le', '-fflags', '+bitexact', '-f', 's16le', '-y', `out/${FILM_SOUND}`],
  ];
}

/** As the source states them, so that the same values are shown in the same colours. */
export interface Colours {
  readonly space: string | null;
  readonly primaries: string | null;
  readonly transfer: string | null;
}

/** Says how the values are to be read, and changes none: an option of the coder would make ffmpeg convert them. */
const named = ({ space, primaries, transfer }: Colours): string =>
  [
    'setparams=range=tv',
    ...(space === null ? [] : [`colorspace=${space}`]),
    ...(primaries === null ? [] : [`color_primaries=${primaries}`]),
    ...(transfer === null ? [] : [`color_trc=${transfer}`]),
  ].join(':');

/**
 * Nothing but what we wrote into the pipe ourselves is opened. Large pictures wait for what is told of those before them, so that is told often:
 * five times a second, three pictures of 4K each time, are fifteen a second at most.
 */
const ownInput = (format: string, codec: string): string[] => [
  ...['-nostats', '-loglevel', 'error', '-progress', 'pipe:2', '-stats_period', '0.05'],
  ...['-filter_threads', '1', '-protocol_whitelist', 'pipe', '-format_whitelist', format],
  ...['-codec_whitelist', codec, '-f', format],
];

const PLAIN = [
  ...['-map_metadata', '-1', '-map_chapters', '-1', '-dn', '-sn'],
  ...['-fflags', '+bitexact', '-flags:v', '+bitexact', '-flags:a', '+bitexact'],
  ...['-write_tmcd', '0', '-empty_hdlr_name', '1'],
];

/**
 * Each 4K picture that a coder keeps takes 20 to 40 MB: so two threads share one, one is looked ahead at, and no picture is kept in
 * quarter pixels besides, which makes the file a tenth larger.
 */
const LARGE = 'rc-lookahead=1:sliced-threads=1:subme=0';

/**
 * H.264 at constant quality: no B-frames, so what is shown first is coded first; a closed group a second, so that a step lands;
 * no note of the coder within the stream.
 * @param crf lower is closer to what was given @param tick of the times, as `ivf.ts` writes them
 */
export function encodeArguments(
  size: Size,
  crf: number,
  colours: Colours,
  tick: { readonly den: number },
): string[] {
  const large = isLarge(size);
  return [
    ...[...ownInput('ivf', 'rawvideo'), '-i', 'pipe:0'],
    ...[
      '-vf',
      `${named(colours)},setsar=1`,
      '-c:v',
      'libx264',
      '-preset',
      'veryfast',
      '-profile:v',
      'high',
      '-crf',
      String(crf),
    ],
    ...[
      '-bf',
      '0',
      '-x264-params',
      `info=0:open-gop=0:scenecut=0:${large ? LARGE : 'rc-lookahead=10'}`,
      '-threads:v',
      '2',
    ],
    ...[...picturesAlone('h264'), '-force_key_frames', 'expr:gte(t,n_forced*1)', '-g', '250'],
    ...['-fps_mode', 'passthrough', '-enc_time_base', 'demux'],
    ...['-video_track_timescale', String(tick.den), ...PLAIN, '-f', 'mp4', `out/${FILM_PICTURE}`],
  ];
}

export const encodeSoundArguments = (shape: SoundShape): string[] => [
  ...['-nostats', '-loglevel', 'error', '-progress', 'pipe:2', '-stats_period', '0.2'],
  ...['-protocol_whitelist', 'pipe', '-format_whitelist', 's16le', '-codec_whitelist', 'pcm_s16le'],
  ...['-f', 's16le', '-ar', String(shape.rate), '-ch_layout', shape.channels === 1 ? 'mono' : 'stereo'],
  ...['-i', 'pipe:0', '-c:a', 'aac', '-b:a', shape.channels > 1 ? '192k' : '128k'],
  ...[...PLAIN, '-f', 'mp4', `out/${FILM_CODED_SOUND}`],
];

/** Picture and sound into one file, its index in front. `clip` is the picture, `sound` the sound. */
export const joinArguments = (
  withSound: boolean,
  tick: { readonly den: number },
  limits: Limits,
): string[] => [
  ...['-nostdin', '-nostats', '-loglevel', 'error', '-progress', 'pipe:2', '-stats_period', '0.2'],
  ...[...inputGuards(limits), ...DECODER_GUARD, '-i', 'clip'],
  ...(withSound ? [...inputGuards(limits), ...DECODER_GUARD, '-i', 'sound'] : []),
  ...['-map', '0:0', '-c:v', 'copy', ...(withSound ? ['-map', '1:0', '-c:a', 'copy'] : ['-an'])],
  ...['-video_track_timescale', String(tick.den), ...PLAIN],
  ...['-movflags', '+faststart', '-f', 'mp4', `out/${FILM_FILE}`],
];
