import { spawn } from 'node:child_process';
import { createInterface } from 'node:readline';

const FFPROBE = process.env.FFPROBE_PATH || 'ffprobe';

/** Lines that ffprobe prints for the first picture stream of a file. */
async function* ask(path, entries) {
  const args = ['-v', 'error', '-select_streams', 'V:0', '-show_entries', entries, '-of', 'csv=p=0', path];
  const child = spawn(FFPROBE, args, { stdio: ['ignore', 'pipe', 'ignore'] });
  for await (const line of createInterface({ input: child.stdout })) if (line !== '') yield line;
}

/** What a generic player's library finds in a file: codec, frames, and the seconds from first to last frame's end. */
export async function probe(path) {
  let codec;
  for await (const line of ask(path, 'stream=codec_name')) codec ??= line.split(',')[0];
  let [frames, first, end] = [0, Infinity, -Infinity];
  for await (const line of ask(path, 'packet=pts_time,duration_time')) {
    const [time, length] = line.split(',').map(Number);
    frames += 1;
    if (Number.isNaN(time)) continue;
    first = Math.min(first, time);
    end = Math.max(end, time + (length || 0));
  }
  return { codec, frames, seconds: frames === 0 ? 0 : end - first };
}
