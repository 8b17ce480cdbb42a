import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { z } from 'zod';

const run = promisify(execFile);
const MOST = 64 * 1024 ** 2;

const stream = z.looseObject({
  index: z.number(),
  codec_type: z.string().default('unknown'),
  codec_name: z.string().optional(),
  width: z.number().optional(),
  height: z.number().optional(),
  channels: z.number().optional(),
  disposition: z.record(z.string(), z.number()).default({}),
});
const packet = z.looseObject({ stream_index: z.number(), flags: z.string() });
const frame = z.looseObject({
  stream_index: z.number().optional(),
  best_effort_timestamp_time: z.string().optional(),
});
const answer = z.object({
  streams: z.array(stream).default([]),
  packets: z.array(packet).default([]),
  /** In place of them when frames are asked for as well. */
  packets_and_frames: z
    .array(
      z.discriminatedUnion('type', [
        packet.extend({ type: z.literal('packet') }),
        frame.extend({ type: z.literal('frame') }),
        z.looseObject({ type: z.literal('subtitle') }),
      ]),
    )
    .default([]),
});

/** What ffprobe itself says, run in the open, with its whole JSON read at once. */
export interface Independent {
  readonly streams: readonly z.infer<typeof stream>[];
  /** Of one stream: all packets, those flagged as not to be shown, frames that came out of the decoder. */
  readonly packets: (index: number) => number;
  readonly hidden: (index: number) => number;
  /** When each frame that came out of the decoder is shown, in seconds. */
  readonly frames: readonly number[];
}

/** @param picture the stream of which frames are counted */
export async function independently(path: string, picture: number | undefined): Promise<Independent> {
  const options = ['-v', 'quiet', '-of', 'json', '-show_streams', '-show_packets'];
  const { stdout } = await run(
    'ffprobe',
    [...options, ...(picture === undefined ? [] : ['-show_frames']), path],
    { maxBuffer: MOST },
  );
  const { streams, packets: alone, packets_and_frames: both } = answer.parse(JSON.parse(stdout));
  const packets = [...alone, ...both.filter((each) => each.type === 'packet')];
  const shown = both
    .filter((each) => each.type === 'frame')
    .filter(({ stream_index: index }) => index === picture);
  const of = (index: number) => packets.filter(({ stream_index: each }) => each === index);
  return {
    streams,
    packets: (index) => of(index).length,
    hidden: (index) => of(index).filter(({ flags }) => flags.includes('D')).length,
    frames: shown.map(({ best_effort_timestamp_time: time }) => Number(time)),
  };
}

/** How bright each picture of a contact sheet is on average, 0 to 255, in reading order. */
export async function tiles(path: string, columns: number, rows: number): Promise<number[]> {
  const { stdout } = await run(
    'ffmpeg',
    [
      ...[
        '-nostdin',
        '-v',
        'error',
        '-i',
        path,
        '-vf',
        `scale=${columns * 4}:${rows * 4}:flags=area,format=gray`,
      ],
      ...['-f', 'rawvideo', '-'],
    ],
    { encoding: 'buffer' },
  );
  return Array.from({ length: columns * rows }, (_, at) => {
    const [x, y] = [(at % columns) * 4, Math.floor(at / columns) * 4];
    const inner = [1, 2].flatMap((row) =>
      [1, 2].map((column) => stdout[(y + row) * columns * 4 + x + column] ?? 0),
    );
    return inner.reduce((sum, each) => sum + each, 0) / inner.length;
  });
}
