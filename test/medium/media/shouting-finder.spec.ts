import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { FilmFacts } from '../../../src/platform/media';
import { MediaTool, ToolFailed } from '../../../src/platform/media';
import { FaceFinder } from '../../../src/platform/media/faces/face-finder';
import { Sandbox } from '../../../src/platform/media/sandbox';
import { clip } from '../../fixtures/clips';
import { factsOf, inFolder, settings } from './support';

/** Lets a program look at a film instead of ours, in the same sandbox; gives what was told of, and how it ended. */
const look = (program: string): Promise<{ told: number; error: unknown }> =>
  inFolder(async (folder) => {
    const place = join(folder, 'programs');
    await mkdir(place);
    await writeFile(join(place, 'find-faces.mjs'), program);
    await writeFile(join(place, 'tfjs-backend-wasm-simd.wasm'), 'none');
    const finder = new FaceFinder(new Sandbox(settings()), settings(), [place]);
    const path = await clip('h264');
    const facts = (await factsOf(new MediaTool(settings()), path)) as FilmFacts;
    let told = 0;
    const error: unknown = await finder
      .find(path, facts.video, 1, () => (told += 1))
      .then(
        () => undefined,
        (reason: unknown) => reason,
      );
    return { told, error };
  });

/** Reads what it is given, and never ends by itself. */
const ON_AND_ON = `process.stdin.resume(); process.stdout.on('error', () => undefined); setInterval(() => undefined, 1000);`;

describe('a finder of faces that a file has taken over', () => {
  it('is ended when it gives more answers than it was given pictures', async () => {
    const { told, error } = await look(`${ON_AND_ON}
      const line = '{"found":[]}\\n'.repeat(1000);
      const shout = () => process.stdout.write(line, shout);
      shout();`);
    expect(error).toBeInstanceOf(ToolFailed);
    expect((error as ToolFailed).stderr).toEqual([
      expect.stringMatching(/^more answers than the \d+ pictures$/),
    ]);
    expect(told).toBeLessThan(100);
  });

  it('is ended when its line has no end', async () => {
    const { told, error } = await look(`${ON_AND_ON}
      const shout = () => process.stdout.write('{"found":[[0.5,'.repeat(1000), shout);
      shout();`);
    expect(error).toBeInstanceOf(ToolFailed);
    expect((error as ToolFailed).stderr).toEqual(['more than 65536 bytes without the end of a line']);
    expect(told).toBe(0);
  });
});
