import { spawn } from 'node:child_process';
import { createInterface } from 'node:readline';

const FFPROBE = process.env.FFPROBE_PATH || 'ffprobe';

/** What ffprobe prints for the first picture stream of a file, a section at a time: each value by its name. */
async function* ask(path, entries) {
  const args = [
    '-v',
    'error',
    '-select_streams',
    'V:0',
    '-show_entries',
    entries,
    '-of',
    'compact=nokey=0',
    path,
  ];
  const child = spawn(FFPROBE, args, { stdio: ['ignore', 'pipe', 'ignore'] });
  for await (const line of createInterface({ input: child.stdout })) {
    if (line === '') continue;
    yield Object.fromEntries(
      line.split('|').flatMap((part) => (part.includes('=') ? [part.split('=', 2)] : [])),
    );
  }
}

/**
 * What a generic player's library finds in a file: codec, the frames that are to be shown, and the seconds from the first to
 * the last one's end.
 */
export async function probe(path) {
  let codec;
  for await (const { codec_name: name } of ask(path, 'stream=codec_name')) codec ??= name;
  let [frames, first, end] = [0, Infinity, -Infinity];
  for await (const packet of ask(path, 'packet=pts_time,dts_time,duration_time,flags')) {
    // An edit list hides it; players decode it and show nothing.
    if (packet.flags === undefined || packet.flags.includes('D')) continue;
    frames += 1;
    const [time, length] = [Number(packet.pts_time), Number(packet.duration_time)];
    const shown = Number.isNaN(time) ? Number(packet.dts_time) : time;
    if (Number.isNaN(shown)) continue;
    first = Math.min(first, shown);
    end = Math.max(end, shown + (length || 0));
  }
  return { codec, frames, seconds: Number.isFinite(end) ? end - first : 0 };
}
