import { z } from 'zod';
import { inputGuards } from './allow-lists';
import type { VideoFacts } from './facts';
import { ffprobe } from './ffprobe';
import type { FileReader } from './file-reader';
import type { Sandbox } from './sandbox';
import type { MediaSettings } from './settings';
import type { WatchOptions } from './watchdog';

const shape = z.object({ streams: z.array(z.object({ extradata: z.string().default('') })).min(1) });

/** Whether the header of an H.264 or H.265 stream holds more than it needs, SEI say, which filters of its packets do not reach. */
export async function hasUserDataInHeader(
  sandbox: Sandbox,
  reader: FileReader,
  path: string,
  { codec, index }: VideoFacts,
  settings: MediaSettings,
  watch: WatchOptions,
): Promise<boolean> {
  if (codec !== 'h264' && codec !== 'hevc') return false;
  const lines: string[] = [];
  const entries = ['-select_streams', String(index), '-show_entries', 'stream=extradata', '-show_data'];
  const options = ['-v', 'error', ...inputGuards(settings), '-of', 'json', ...entries];
  await ffprobe(sandbox, path, options, watch, (line) => lines.push(line));
  const dump = shape.parse(JSON.parse(lines.join('\n'))).streams[0]?.extradata ?? '';
  return reader.holdsUserData(dump, codec, watch);
}
