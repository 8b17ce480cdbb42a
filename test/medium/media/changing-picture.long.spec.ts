import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { MediaTool, type FilmFacts } from '../../../src/platform/media';
import { factsOf, ffmpeg, frameHashes, inFolder, settings } from './support';

const tool = new MediaTool(settings());
const RATE = 15;
const FIRST = { frames: 20, size: '320x180' };
const RGB = 'scale=out_range=pc:flags=bicubic+accurate_rnd+full_chroma_int+full_chroma_inp+bitexact';

const coded = (size: string, frames: number, path: string, ...more: string[]): Promise<string> =>
  ffmpeg(
    ...['-f', 'lavfi', '-i', `testsrc2=size=${size}:rate=${RATE}`, '-frames:v', String(frames), ...more],
    ...['-c:v', 'libx264', '-preset', 'ultrafast', '-bf', '0', '-g', '15', path],
  );

/** One recording of two parts, as a camera writes it that goes over to another size, or range of brightness, in its midst. */
async function recording(
  folder: string,
  second: readonly string[],
  extension: string,
): Promise<{ path: string; parts: [string, string] }> {
  const parts: [string, string] = [join(folder, 'a.h264'), join(folder, 'b.h264')];
  const path = join(folder, `clip.${extension}`);
  const [size = '', ...more] = second;
  await coded(FIRST.size, FIRST.frames, parts[0], '-pix_fmt', 'yuv420p');
  await coded(size, 40, parts[1], ...more);
  await ffmpeg('-framerate', String(RATE), '-i', `concat:${parts.join('|')}`, '-c', 'copy', path);
  return { path, parts };
}

/** The brightness of each frame as it is shown where one draws upon it. */
async function brightness(path: string, known?: FilmFacts): Promise<Buffer[]> {
  const facts = known ?? ((await factsOf(tool, path)) as FilmFacts);
  const { width, height } = tool.films.size(facts);
  return inFolder(async (out) => {
    const pictures: Buffer[] = [];
    await tool.films.decode(path, facts, out, (bytes) => {
      pictures.push(Buffer.from(bytes.subarray(0, width * height)));
    });
    return pictures;
  });
}

describe.each([
  ['a larger picture', ['640x360', '-pix_fmt', 'yuv420p'], 'mp4', 3],
  ['a picture turned to stand', ['180x320', '-pix_fmt', 'yuv420p'], 'ts', 3],
  [
    'another range of brightness',
    ['320x180', '-vf', 'scale=out_range=pc', '-pix_fmt', 'yuvj420p'],
    'mkv',
    16,
  ],
])('a recording that goes over to %s', (_what, second, extension, apartAtMost) => {
  it('has a viewing copy that shows what is covered: one size, as copies are drawn upon', async () => {
    await inFolder(async (folder) => {
      const { path } = await recording(folder, second, extension);
      const facts = (await factsOf(tool, path)) as FilmFacts;
      await inFolder(async (out) => {
        const made = await tool.makeRenditions(path, facts, out);
        if (made.kind !== 'renditions') throw new Error(made.code);
        expect([made.recipe.video, made.check.proxyFrames]).toEqual(['reencode', 60]);
        expect(made.labels).toEqual(['one-size']);
        expect(await readdir(out)).not.toContain('shapes.txt');
        const [seen, drawn] = [await brightness(made.proxy.path), await brightness(path, facts)];
        expect(drawn).toHaveLength(60);
        for (const [place, picture] of drawn.entries()) {
          const other = seen[place] ?? Buffer.alloc(0);
          expect(other).toHaveLength(picture.length);
          const apart = picture.reduce((sum, value, at) => sum + Math.abs(value - (other[at] ?? 0)), 0);
          expect(apart / picture.length).toBeLessThan(apartAtMost);
        }
      });
    });
  });

  it('gives stills that are that very frame, in its own size, before and after', async () => {
    await inFolder(async (folder) => {
      const { path, parts } = await recording(folder, second, extension);
      const facts = await factsOf(tool, path);
      for (const frame of [1, 20, 21, 22, 40, 59, 60]) {
        const after = frame > FIRST.frames;
        const within = after ? frame - FIRST.frames : frame;
        const look = `select='eq(n,${within - 1})',${RGB},format=rgb24`;
        const [expected] = await frameHashes('-i', parts[after ? 1 : 0], '-vf', look);
        await inFolder(async (out) => {
          const still = await tool.still(path, facts, frame, out);
          for (const picture of [still.path, still.copyPath])
            expect([frame, await frameHashes('-i', picture)]).toEqual([frame, [expected]]);
          expect(`${still.width}x${still.height}`).toBe(after ? second[0] : FIRST.size);
        });
      }
    });
  });
});
