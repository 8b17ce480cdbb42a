import { execFile } from 'node:child_process';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { MediaTool } from '../../../src/platform/media';
import { clip, type ClipName } from '../../fixtures/clips';
import { factsOf, ffmpeg, inFolder, settings } from './support';

const run = promisify(execFile);
const tool = new MediaTool(settings());

/** Which columns of the picture are drawn into, as parts of its width: where it is loud. */
async function loudParts(picture: string): Promise<{ from: number; to: number } | undefined> {
  const { stdout } = await run(
    'ffmpeg',
    ['-v', 'error', '-i', picture, '-vf', 'alphaextract,format=gray', '-f', 'rawvideo', '-'],
    { encoding: 'buffer', maxBuffer: 16 * 1024 ** 2 },
  );
  const [width, height] = [1600, 120];
  const loud = Array.from(
    { length: width },
    (_, x) =>
      Array.from({ length: height }, (_row, y) => stdout[y * width + x] ?? 0).filter((alpha) => alpha > 0)
        .length > 20,
  );
  if (!loud.includes(true)) return undefined;
  return { from: loud.indexOf(true) / width, to: loud.lastIndexOf(true) / width };
}

describe('the picture of the sound', () => {
  it.each<ClipName>(['h264', 'opus', 'muLaw', 'mpegts'])(
    'of %s is as wide as the clip is long',
    async (name) => {
      const path = await clip(name);
      await inFolder(async (folder) => {
        const wave = await tool.waveform(path, await factsOf(tool, path), folder);
        expect(wave).toMatchObject({ mime: 'image/png', width: 1600, height: 120 });
        const loud = await loudParts(wave?.path ?? '');
        expect(loud?.from).toBeLessThan(0.05);
        expect(loud?.to).toBeGreaterThan(0.9);
      });
    },
  );

  it('shows where in the clip it is loud', async () => {
    await inFolder(async (made) => {
      const path = join(made, 'bang.mp4');
      await ffmpeg(
        ...['-f', 'lavfi', '-i', 'testsrc2=size=320x180:rate=15:duration=4'],
        ...['-f', 'lavfi', '-i', `aevalsrc=exprs='if(between(t,2,3),sin(2*PI*440*t),0)':duration=4`],
        ...['-c:v', 'libx264', '-preset', 'ultrafast', '-c:a', 'aac', path],
      );
      await inFolder(async (folder) => {
        const wave = await tool.waveform(path, await factsOf(tool, path), folder);
        const loud = await loudParts(wave?.path ?? '');
        expect(loud?.from).toBeCloseTo(0.5, 1);
        expect(loud?.to).toBeCloseTo(0.75, 1);
      });
    });
  });

  it.each(['mp4', 'ts', 'mkv'])(
    'stands on the clock of the film in %s, where sound begins later',
    async (extension) => {
      await inFolder(async (made) => {
        const path = join(made, `late.${extension}`);
        await ffmpeg(
          ...['-f', 'lavfi', '-i', 'testsrc2=size=320x180:rate=15:duration=8', '-itsoffset', '2'],
          ...['-f', 'lavfi', '-i', `aevalsrc=exprs='if(between(t,2,3),sin(2*PI*440*t),0)':duration=4`],
          ...['-c:v', 'libx264', '-preset', 'ultrafast', '-c:a', 'aac', path],
        );
        await inFolder(async (folder) => {
          const wave = await tool.waveform(path, await factsOf(tool, path), folder);
          const loud = await loudParts(wave?.path ?? '');
          expect((loud?.from ?? 0) * (wave?.seconds ?? 0)).toBeCloseTo(4, 0);
          expect((loud?.to ?? 0) * (wave?.seconds ?? 0)).toBeCloseTo(5, 0);
        });
      });
    },
  );

  it('is made again with the same bytes', async () => {
    const path = await clip('h264');
    const facts = await factsOf(tool, path);
    const make = (): Promise<Buffer> =>
      inFolder(async (folder) => readFile((await tool.waveform(path, facts, folder))?.path ?? ''));
    expect(await make()).toEqual(await make());
  });

  it('is not made of a clip without sound', async () => {
    const path = await clip('silent');
    const facts = await factsOf(tool, path);
    await inFolder(async (folder) => expect(await tool.waveform(path, facts, folder)).toBeNull());
  });

  it('knows where somebody speaks, beside the noise of a street', async () => {
    await inFolder(async (made) => {
      const [said, path] = [join(made, 'said.wav'), join(made, 'street.mp4')];
      await run('espeak-ng', ['-v', 'en-gb', '-w', said, 'Open the door. I know that you are in there.']);
      await ffmpeg(
        ...['-f', 'lavfi', '-i', 'testsrc2=size=320x180:rate=15:duration=16', '-i', said],
        ...['-f', 'lavfi', '-i', 'anoisesrc=color=pink:amplitude=0.05:duration=16:seed=7'],
        ...['-filter_complex', '[1]adelay=6000:all=1,apad[s];[2][s]amix=duration=first:normalize=0[a]'],
        ...['-map', '0:v', '-map', '[a]', '-c:v', 'libx264', '-preset', 'ultrafast', '-c:a', 'aac', path],
      );
      await inFolder(async (folder) => {
        const wave = await tool.waveform(path, await factsOf(tool, path), folder);
        const spans = wave?.speech?.spans ?? [];
        expect(spans.length).toBeGreaterThan(0);
        // Two short sentences: some four seconds.
        expect(spans[0]?.[0]).toBeGreaterThan(5_500);
        expect(spans[0]?.[0]).toBeLessThan(6_500);
        expect(spans.at(-1)?.[1]).toBeLessThan(11_000);
        expect(await readdir(folder)).toEqual(['waveform.png']);
      });
    });
  });
});
