import { z } from 'zod';
import { inputGuards } from './allow-lists';
import type { VideoFacts } from './facts';
import { ffprobe } from './ffprobe';
import type { Sandbox } from './sandbox';
import type { MediaSettings } from './settings';
import type { WatchOptions } from './watchdog';

const shape = z.object({ streams: z.array(z.object({ extradata: z.string().default('') })).min(1) });

/** The bytes of ffprobe's dump: `00000000: 0164 001f ffe1 001a ...  .d......`. */
const bytesOf = (dump: string): Buffer =>
  Buffer.from(
    dump
      .split('\n')
      .map((line) => /^[0-9a-f]{8}: ((?:[0-9a-f]{2,4} )+)/.exec(line)?.[1]?.replaceAll(' ', '') ?? '')
      .join(''),
    'hex',
  );

/** Types of the NAL units in an HEVCDecoderConfigurationRecord (ISO 14496-15 section 8.3.3.1.2). */
function hvcTypes(record: Buffer): number[] {
  const types: number[] = [];
  let at = 23;
  for (let left = record[22] ?? 0; left > 0 && at + 3 <= record.length; left -= 1) {
    types.push(record.readUInt8(at) & 0x3f);
    let units = record.readUInt16BE(at + 1);
    at += 3;
    for (; units > 0 && at + 2 <= record.length; units -= 1) at += 2 + record.readUInt16BE(at);
  }
  return types;
}

/** Types of the NAL units that start codes separate (ITU-T H.264 annex B). */
const startCodeTypes = (bytes: Buffer, typeOf: (byte: number) => number): number[] =>
  bytes
    .toString('latin1')
    .split('\u0000\u0000\u0001')
    .slice(1)
    .map((unit) => typeOf(unit.charCodeAt(0)));

/**
 * Whether the header of an H.264 or H.265 stream holds SEI, which filters of its packets do not reach. An avcC record
 * (ISO 14496-15 section 5.3.3.1) has no place for it.
 */
export async function hasUserDataInHeader(
  sandbox: Sandbox,
  path: string,
  video: VideoFacts,
  settings: MediaSettings,
  watch: WatchOptions,
): Promise<boolean> {
  if (video.codec !== 'h264' && video.codec !== 'hevc') return false;
  const lines: string[] = [];
  const entries = ['-select_streams', String(video.index), '-show_entries', 'stream=extradata', '-show_data'];
  const options = ['-v', 'error', ...inputGuards(settings), '-of', 'json', ...entries];
  await ffprobe(sandbox, path, options, watch, (line) => lines.push(line));
  const header = bytesOf(shape.parse(JSON.parse(lines.join('\n'))).streams[0]?.extradata ?? '');
  const isRecord = header[0] === 1;
  if (video.codec === 'h264') return !isRecord && startCodeTypes(header, (byte) => byte & 0x1f).includes(6);
  const types = isRecord ? hvcTypes(header) : startCodeTypes(header, (byte) => (byte >> 1) & 0x3f);
  return types.includes(39) || types.includes(40);
}
