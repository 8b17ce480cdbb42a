import { truncateSync } from 'node:fs';
import { join } from 'node:path';
import { run } from './run.mjs';
import { Refusal } from './say.mjs';

const PICTURE = ['-f', 'lavfi', '-i', 'testsrc2=size=640x360:rate=15:duration=6'];
const SOUND = ['-f', 'lavfi', '-i', 'sine=frequency=440:duration=6'];

/** Name -> how ffmpeg makes it: what doorbells and phones really send. */
const RECIPES = {
  'doorbell.mp4': [
    ...PICTURE,
    ...SOUND,
    '-c:v',
    'libx264',
    '-pix_fmt',
    'yuv420p',
    '-c:a',
    'aac',
    '-shortest',
  ],
  'phone.mov': [...PICTURE, '-c:v', 'libx265', '-x265-params', 'log-level=error', '-pix_fmt', 'yuv420p10le'],
  'silent.mkv': [...PICTURE, '-c:v', 'libx264', '-pix_fmt', 'yuv420p', '-an'],
  'photograph.jpg': [...PICTURE, '-frames:v', '1', '-q:v', '2'],
  'broken.mp4': [...PICTURE, '-c:v', 'libx264', '-pix_fmt', 'yuv420p', '-an'],
};

/** Makes the clips in `folder`; the last is cut off before its index, as by a lost connection. Gives their paths. */
export async function makeSampleClips(folder) {
  const files = [];
  for (const [name, recipe] of Object.entries(RECIPES)) {
    const file = join(folder, name);
    const code = await run('ffmpeg', ['-v', 'error', '-y', ...recipe, file]);
    if (code !== 0) throw new Refusal(`ffmpeg could not make ${name}.`);
    files.push(file);
  }
  truncateSync(files.at(-1), 20_000);
  return files;
}
