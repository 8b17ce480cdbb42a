import { execFile } from 'node:child_process';
import { open, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { MediaTool } from '../../../src/platform/media';
import { factsOf, ffmpeg, inFolder, settings } from './support';

const run = promisify(execFile);
const tool = new MediaTool(settings());

/** A film with sound of which some packets mean nothing, as a camera with a bad line to its store leaves it. */
async function filmOf(folder: string, from: number, to: number): Promise<string> {
  const file = join(folder, 'door.mp4');
  const picture = ['-f', 'lavfi', '-i', 'testsrc2=size=320x180:rate=15:duration=4'];
  const sound = ['-f', 'lavfi', '-i', 'anoisesrc=sample_rate=48000:duration=4'];
  await ffmpeg(...picture, ...sound, '-c:v', 'libx264', '-g', '15', '-bf', '0', '-pix_fmt', 'yuv420p', file);
  const fields = ['-select_streams', 'a:0', '-show_entries', 'packet=pos,size', '-of', 'csv=p=0'];
  const { stdout } = await run('ffprobe', ['-v', 'error', ...fields, file]);
  const packets = stdout.trim().split('\n');
  const handle = await open(file, 'r+');
  for (const packet of packets.slice(from, to)) {
    const [size = 0, at = 0] = packet.split(',').map(Number);
    await handle.write(Buffer.alloc(size, 0xff), 0, size, at);
  }
  await handle.close();
  return file;
}

/** What a decoder says of the sound of a file. */
const saidOf = async (file: string): Promise<string> =>
  (
    await run('ffmpeg', [
      '-nostdin',
      '-v',
      'error',
      '-max_error_rate',
      '1',
      '-i',
      file,
      '-map',
      '0:a',
      '-f',
      'null',
      '-',
    ])
  ).stderr;

it.each([
  ['in its midst', 90, 91, 'reencode'],
  ['at its end', 150, Infinity, 'reencode'],
  ['at its beginning', 0, 40, 'reencode'],
  ['everywhere', 0, Infinity, null],
])('sound that a browser would stop at %s does not cost the picture', (_where, from, to, treatment) =>
  inFolder(async (folder) => {
    const file = await filmOf(folder, from, to);
    expect(await saidOf(file)).not.toBe('');
    await inFolder(async (out) => {
      const made = await tool.makeRenditions(file, await factsOf(tool, file), out);
      if (made.kind !== 'renditions') throw new Error(made.code);
      expect([made.check.sourceFrames, made.check.proxyFrames]).toEqual([60, 60]);
      expect([made.recipe.audio, made.labels.includes('sound-left-out')]).toEqual([
        treatment,
        treatment === null,
      ]);
      if (treatment === null) return;
      expect(await saidOf(made.proxy.path)).toBe('');
      expect(made.check.audioLengthError).toBeLessThan(0.1);
      expect(made.check.audioOffsetError).toBeLessThan(0.1);
    });
  }),
);

it('sound that does not come out at its times does not cost the picture: of two streams that were joined, the clock begins anew', () =>
  inFolder(async (folder) => {
    const [film, stream, joined] = ['film.mp4', 'one.ts', 'two.ts'].map((name) => join(folder, name)) as [
      string,
      string,
      string,
    ];
    const source = ['-f', 'lavfi', '-i', 'testsrc2=size=320x180:rate=25:duration=4'];
    const sound = ['-f', 'lavfi', '-i', 'sine=duration=4'];
    await ffmpeg(...source, ...sound, '-c:v', 'libx264', '-bf', '3', '-pix_fmt', 'yuv420p', film);
    await ffmpeg('-i', film, '-c', 'copy', stream);
    const once = await readFile(stream);
    await writeFile(joined, Buffer.concat([once, once]));
    await inFolder(async (out) => {
      const made = await tool.makeRenditions(joined, await factsOf(tool, joined), out);
      if (made.kind !== 'renditions') throw new Error(made.code);
      expect([made.check.sourceFrames, made.check.proxyFrames]).toEqual([200, 200]);
      expect(made.labels).toContain('sound-left-out');
    });
  }));
