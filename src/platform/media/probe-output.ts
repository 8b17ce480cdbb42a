import { z } from 'zod';
import type { AudioFacts, MediaFacts, Ratio, StreamFacts, VideoFacts } from './facts';

const tags = z.record(z.string(), z.string()).default({});
const stream = z.object({
  index: z.number(),
  codec_type: z.string().optional(),
  codec_name: z.string().optional(),
  profile: z.union([z.string(), z.number()]).optional(),
  codec_tag_string: z.string().optional(),
  width: z.number().optional(),
  height: z.number().optional(),
  has_b_frames: z.number().optional(),
  sample_aspect_ratio: z.string().optional(),
  pix_fmt: z.string().optional(),
  color_range: z.string().optional(),
  color_transfer: z.string().optional(),
  r_frame_rate: z.string().optional(),
  avg_frame_rate: z.string().optional(),
  time_base: z.string().optional(),
  start_time: z.string().optional(),
  nb_frames: z.string().optional(),
  sample_rate: z.string().optional(),
  channels: z.number().optional(),
  disposition: z.record(z.string(), z.number()).default({}),
  tags,
  side_data_list: z
    .array(z.looseObject({ rotation: z.number().optional(), displaymatrix: z.string().optional() }))
    .default([]),
});
const output = z.object({
  /** What came out of decoders, where that was asked. */
  frames: z.array(z.object({ stream_index: z.number() })).default([]),
  streams: z.array(stream).default([]),
  format: z.object({ format_name: z.string(), duration: z.string().optional(), tags }),
});

type Stream = z.infer<typeof stream>;
export type Output = z.infer<typeof output>;

/** What ffprobe wrote as JSON; null when it is not what ffprobe writes. */
export function parseProbe(text: string): Output | null {
  try {
    return output.parse(JSON.parse(text));
  } catch {
    return null;
  }
}

export function ratio(text: string | undefined): Ratio | null {
  const [num = 0, den = 0] = (text ?? '').split(/[:/]/).map(Number);
  return num > 0 && den > 0 ? { num, den } : null;
}

function numeric(text: string | undefined): number | null {
  const value = Number(text ?? NaN);
  return Number.isFinite(value) ? value : null;
}

/** Clockwise turn for display; av_display_rotation_get() counts the other way. */
function rotation(of: Stream): VideoFacts['rotation'] {
  const stated = of.side_data_list.find((side) => side.rotation !== undefined)?.rotation ?? 0;
  const turn = (((Math.round(-stated / 90) * 90) % 360) + 360) % 360;
  return turn === 90 || turn === 180 || turn === 270 ? turn : 0;
}

/** Of the display matrix, as ffprobe prints it: three lines of an address and three numbers. Its determinant says whether it mirrors. */
function mirrors(of: Stream): boolean {
  const printed = of.side_data_list.find((side) => side.displaymatrix !== undefined)?.displaymatrix ?? '';
  const [[a = 0, b = 0] = [], [c = 0, d = 0] = []] = printed
    .split('\n')
    .filter((line) => line.includes(':'))
    .map((line) =>
      line
        .slice(line.indexOf(':') + 1)
        .trim()
        .split(/\s+/)
        .map(Number),
    );
  return a * d - b * c < 0;
}

function hdr(transfer: string | undefined): VideoFacts['hdr'] {
  if (transfer === 'smpte2084') return 'pq';
  return transfer === 'arib-std-b67' ? 'hlg' : null;
}

const kindOf = (of: Stream): string =>
  of.codec_type === 'video' && of.disposition['attached_pic'] === 1
    ? 'picture'
    : (of.codec_type ?? 'unknown');

function videoFacts(of: Stream): VideoFacts {
  return {
    index: of.index,
    codec: of.codec_name ?? 'unknown',
    profile: of.profile === undefined ? null : String(of.profile),
    tag: of.codec_tag_string?.startsWith('[') === true ? null : (of.codec_tag_string ?? null),
    width: of.width ?? 0,
    height: of.height ?? 0,
    rotation: rotation(of),
    ...(mirrors(of) && { mirrored: true as const }),
    sar: ratio(of.sample_aspect_ratio) ?? { num: 1, den: 1 },
    pixFmt: of.pix_fmt ?? null,
    fullRange: of.color_range === 'pc' || of.pix_fmt?.startsWith('yuvj') === true,
    hdr: hdr(of.color_transfer),
    frameCount: numeric(of.nb_frames),
    averageRate: ratio(of.avg_frame_rate),
    nominalRate: ratio(of.r_frame_rate),
    timeBase: ratio(of.time_base) ?? { num: 1, den: 90_000 },
    startTime: numeric(of.start_time),
    hasBFrames: (of.has_b_frames ?? 0) > 0,
  };
}

function audioFacts(of: Stream): AudioFacts {
  return {
    index: of.index,
    codec: of.codec_name ?? 'unknown',
    profile: of.profile === undefined ? null : String(of.profile),
    sampleRate: numeric(of.sample_rate) ?? 0,
    channels: of.channels ?? 0,
    startTime: numeric(of.start_time),
  };
}

const OF_TIME =
  /date|time|encod|handler|make|model|software|firmware|(major|compatible)_brand|vendor_id|android/i;
const OF_PLACE = /location|gps|iso6709/i;

function timeTags(of: Output): Record<string, string> {
  const groups: [string, Record<string, string>][] = [
    ['format', of.format.tags],
    ...of.streams.map((each): [string, Record<string, string>] => [`stream ${each.index}`, each.tags]),
  ];
  const kept = groups.flatMap(([group, all]) =>
    Object.entries(all)
      .filter(([name]) => OF_TIME.test(name) && !OF_PLACE.test(name))
      .map(([name, value]): [string, string] => [`${group}: ${name}`.slice(0, 100), value.slice(0, 200)]),
  );
  return Object.fromEntries(kept.slice(0, 60));
}

/** Of a main and a sub stream in one file, the main one; of equals, the first. */
function largest(of: readonly Stream[]): Stream | undefined {
  const area = (each: Stream): number => (each.width ?? 0) * (each.height ?? 0);
  return of.reduce<Stream | undefined>(
    (best, each) => (best && area(best) >= area(each) ? best : each),
    undefined,
  );
}

/** The facts of the largest picture and the first sound; cover pictures, data and subtitles are only listed. */
export function readFacts(of: Output, bytes: number): Omit<MediaFacts, 'decodable'> {
  const streams = of.streams.map((each): StreamFacts => ({
    index: each.index,
    kind: kindOf(each),
    codec: each.codec_name ?? null,
  }));
  const video = largest(of.streams.filter((each) => kindOf(each) === 'video'));
  const audio = of.streams.find((each) => kindOf(each) === 'audio');
  return {
    kind: 'media',
    container: of.format.format_name,
    bytes,
    streams,
    video: video === undefined ? null : videoFacts(video),
    audio: audio === undefined ? null : audioFacts(audio),
    duration: numeric(of.format.duration),
    creationTimeRaw: of.format.tags['creation_time'] ?? video?.tags['creation_time'] ?? null,
    timeTags: timeTags(of),
  };
}
