import { execFile } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { promisify } from 'node:util';
import { MediaTool, NoSuchFrame } from '../../../src/platform/media';
import { clip, type ClipName } from '../../fixtures/clips';
import { factsOf, ffmpeg, frameHashes, hashColumn, inFolder, settings } from './support';

const run = promisify(execFile);
const tool = new MediaTool(settings());

const shape = async (picture: string): Promise<string> =>
  (
    await run('ffprobe', [
      ...[
        '-v',
        'error',
        '-show_entries',
        'stream=codec_name,width,height,pix_fmt',
        '-of',
        'csv=p=0',
        picture,
      ],
    ])
  ).stdout.trim();

/** Each pixel of a picture, as its hash. */
const pixels = async (picture: string): Promise<string> => (await frameHashes('-i', picture))[0] ?? '';

describe('a still', () => {
  it.each<[ClipName, string]>([
    ['h264', 'png,320,180,rgb24'],
    ['bFrames', 'png,320,180,rgb24'],
    ['variableRateHevc', 'png,320,180,rgb48be'],
    ['rotated', 'png,180,320,rgb24'],
    ['sameTimes', 'png,320,180,rgb24'],
    ['oddAspect', 'png,426,180,rgb24'],
  ])('of %s is exactly the frame that was asked for', async (name, expected) => {
    const path = await clip(name);
    const facts = await factsOf(tool, path);
    const source = await frameHashes('-noautorotate', '-i', path);
    for (const frame of [1, 15, 17, source.length]) {
      await inFolder(async (folder) => {
        const still = await tool.still(path, facts, frame, folder);
        // The list that ffmpeg wrote in the same run ends with this frame, and is the list of the clip.
        expect(hashColumn(still.frames)).toEqual(source.slice(0, frame));
        expect(await shape(still.path)).toBe(expected);
        expect(`${still.width},${still.height}`).toBe(expected.split(',').slice(1, 3).join(','));
      });
    }
  });

  it('shows that frame and no neighbour of it', async () => {
    const path = await clip('variableRate');
    await inFolder(async (folder) => {
      const still = await tool.still(path, await factsOf(tool, path), 20, folder);
      const likeness = async (frame: number): Promise<number> => {
        const graph = `[0:v]select='eq(n,${frame - 1})',scale=out_range=pc,format=gray,setpts=0[a];[1:v]format=gray,setpts=0[b];[a][b]psnr`;
        const said = await ffmpeg('-i', path, '-i', still.path, '-lavfi', graph, '-f', 'null', '-');
        return Number(/average:([\d.]+|inf)/.exec(said)?.[1]?.replace('inf', '100'));
      };
      const [before, exact, after] = [await likeness(19), await likeness(20), await likeness(21)];
      expect(exact).toBeGreaterThan(45);
      expect(before).toBeLessThan(40);
      expect(after).toBeLessThan(40);
    });
  });

  it('is made again with the same bytes, and its copy is the same picture in other bytes', async () => {
    const path = await clip('h264');
    const facts = await factsOf(tool, path);
    const make = (): Promise<Buffer[]> =>
      inFolder(async (folder) => {
        const still = await tool.still(path, facts, 9, folder);
        expect(await pixels(still.copyPath)).toBe(await pixels(still.path));
        return Promise.all([readFile(still.path), readFile(still.copyPath)]);
      });
    const [[first, copy], [second]] = [await make(), await make()];
    expect(first).toEqual(second);
    expect(first).not.toEqual(copy);
    expect(first?.includes('Doorbell')).toBe(false);
  });

  it('can be made again by whoever reads its recipe', async () => {
    const path = await clip('rotated');
    await inFolder(async (folder) => {
      const still = await tool.still(path, await factsOf(tool, path), 5, folder);
      expect(still.labels).toEqual(['rotated']);
      expect(still.recipe.version).toMatch(/^ffmpeg version /);
      await inFolder(async (again) => {
        await run('mkdir', [`${again}/out`]);
        await run('cp', [path, `${again}/clip`]);
        await run('ffmpeg', [...still.recipe.arguments], { cwd: again });
        expect(await readFile(`${again}/out/still.png`)).toEqual(await readFile(still.path));
      });
    });
  });

  it.each([46, 100_000])('of frame %i of a clip of 45 frames is refused', async (frame) => {
    const path = await clip('h264');
    const facts = await factsOf(tool, path);
    await inFolder((folder) => expect(tool.still(path, facts, frame, folder)).rejects.toThrow(NoSuchFrame));
  });
});
