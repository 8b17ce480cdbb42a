import { z } from 'zod';
import { inputGuards } from '../allow-lists';
import type { VideoFacts } from '../facts';
import { ffprobe } from '../ffprobe';
import type { Colours } from '../recipes/film';
import type { Sandbox } from '../sandbox';
import type { MediaSettings } from '../settings';
import type { WatchOptions } from '../watchdog';

/** Words of ffmpeg, as `bt709` or `smpte170m`: they become arguments. */
const word = z
  .string()
  .regex(/^[a-z][a-z0-9-]{1,30}$/)
  .refine((text) => !/^(unknown|reserved|unspecified)$/.test(text))
  .nullable()
  .catch(null);
const shape = z.object({
  streams: z.array(z.object({ color_space: word, color_primaries: word, color_transfer: word })).min(1),
});
const BT709: Colours = { space: 'bt709', primaries: 'bt709', transfer: 'bt709' };

/** How the values of the shown picture are to be read. What had a wide range has been brought down to BT.709. */
export async function coloursOf(
  sandbox: Sandbox,
  path: string,
  { index, hdr }: VideoFacts,
  settings: MediaSettings,
  watch: WatchOptions,
): Promise<Colours> {
  if (hdr !== null) return BT709;
  const lines: string[] = [];
  const entries = ['-show_entries', 'stream=color_space,color_primaries,color_transfer'];
  const options = ['-v', 'error', ...inputGuards(settings), '-of', 'json', '-select_streams', String(index)];
  await ffprobe(sandbox, path, [...options, ...entries], watch, (line) => lines.push(line));
  const [found] = shape.parse(JSON.parse(lines.join('\n'))).streams;
  // A matrix for RGB does not describe what has been made of it.
  const space = found?.color_space === 'gbr' ? null : (found?.color_space ?? null);
  return { space, primaries: found?.color_primaries ?? null, transfer: found?.color_transfer ?? null };
}
