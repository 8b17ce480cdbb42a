import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { MediaTool, type FilmFacts } from '../../../src/platform/media';
import { factsOf, ffmpeg, inFolder, settings } from './support';

const run = promisify(execFile);
const tool = new MediaTool(settings());

/** The brightness of the first frame as ffmpeg shows it by itself, which follows the display matrix. */
async function asFfmpegShows(path: string): Promise<Buffer> {
  const { stdout } = await run(
    'ffmpeg',
    [...['-v', 'error', '-i', path, '-frames:v', '1'], ...['-f', 'rawvideo', '-pix_fmt', 'yuv420p', '-']],
    { encoding: 'buffer', maxBuffer: 16 << 20 },
  );
  return stdout;
}

async function drawnUpon(path: string, facts: FilmFacts): Promise<Buffer> {
  const { width, height } = tool.films.size(facts);
  let first: Buffer | undefined;
  await inFolder((out) =>
    tool.films.decode(path, facts, out, (bytes) => {
      first ??= Buffer.from(bytes.subarray(0, width * height));
    }),
  );
  return first ?? Buffer.alloc(0);
}

const apart = (one: Buffer, other: Buffer): number =>
  one.reduce((sum, value, at) => sum + Math.abs(value - (other[at] ?? 0)), 0) / one.length;

// ffprobe tells of a mirror by the matrix alone: the angle is that of a turn, or none.
it.each([
  ['from left to right', ['-display_hflip']],
  ['upside down', ['-display_vflip']],
  ['and turned right', ['-display_rotation', '-90', '-display_hflip']],
  ['and turned left', ['-display_rotation', '90', '-display_hflip']],
  ['upside down and turned', ['-display_rotation', '90', '-display_vflip']],
])(
  'a recording that is mirrored %s is shown, drawn upon and taken as a still in one way',
  async (_how, matrix) => {
    await inFolder(async (folder) => {
      const [plain, path] = [join(folder, 'plain.mp4'), join(folder, 'mirrored.mp4')];
      const source = ['-f', 'lavfi', '-i', 'testsrc2=size=320x180:rate=15', '-frames:v', '20'];
      const kept = ['-pix_fmt', 'yuv420p', '-c:v', 'libx264', '-preset', 'ultrafast', '-bf', '0', '-g', '15'];
      await ffmpeg(...source, ...kept, plain);
      await ffmpeg(...matrix, '-i', plain, '-c', 'copy', path);
      const facts = (await factsOf(tool, path)) as FilmFacts;
      const shown = await asFfmpegShows(path);
      const drawn = await drawnUpon(path, facts);
      const luma = shown.subarray(0, drawn.length);
      expect(facts.video.mirrored).toBe(true);
      // The way in which it is shown is not the way in which it is coded.
      expect(apart(await asFfmpegShows(plain), luma)).toBeGreaterThan(20);
      expect(apart(drawn, luma)).toBeLessThan(2);
      await inFolder(async (out) => {
        const made = await tool.makeRenditions(path, facts, out);
        if (made.kind !== 'renditions') throw new Error(made.code);
        expect([made.recipe.video, made.labels]).toEqual(['reencode', ['rotated']]);
        const copy = await asFfmpegShows(made.proxy.path);
        expect(copy).toHaveLength(shown.length);
        expect(apart(copy.subarray(0, drawn.length), luma)).toBeLessThan(4);
      });
      await inFolder(async (out) => {
        const still = await tool.still(path, facts, 1, out);
        expect(apart((await asFfmpegShows(still.path)).subarray(0, drawn.length), luma)).toBeLessThan(4);
      });
    });
  },
);
