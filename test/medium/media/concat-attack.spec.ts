import { execFile } from 'node:child_process';
import { readdir, readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { MediaTool } from '../../../src/platform/media';
import { inputGuards } from '../../../src/platform/media/allow-lists';
import { runFfmpeg } from '../../../src/platform/media/ffmpeg-adapter';
import { framesOutput } from '../../../src/platform/media/recipes/frames';
import { Sandbox } from '../../../src/platform/media/sandbox';
import { clip, concatAttack } from '../../fixtures/clips';
import { factsOf, frameHashes, hashColumn, inFolder, settings } from './support';

const run = promisify(execFile);
const guards = inputGuards(settings());

describe('a list named .mp4 that points at a sibling clip', () => {
  let planted: Awaited<ReturnType<typeof concatAttack>>;
  beforeEach(async () => (planted = await concatAttack()));
  afterEach(() => rm(planted.folder, { recursive: true }));

  it('brings out every frame of the sibling when only protocols are allow-listed', async () => {
    const secret = await frameHashes('-i', planted.secret);
    expect(secret).toHaveLength(45);
    expect(await frameHashes('-protocol_whitelist', 'file', '-i', planted.attack)).toEqual(secret);
  });

  it('brings out nothing when formats are allow-listed too, even in the open', async () => {
    const attempt = run('ffmpeg', ['-v', 'error', ...guards, '-i', planted.attack, '-f', 'framehash', '-']);
    await expect(attempt).rejects.toThrow(/not on whitelist/);
  });

  it('brings out nothing in the sandbox, even without the allow-lists', async () => {
    await inFolder(async (output) => {
      const { video } = await factsOf(new MediaTool(settings()), planted.secret);
      if (video === null) throw new Error('the secret clip has no picture');
      const recipe = {
        input: ['-nostdin', '-v', 'error', '-protocol_whitelist', 'file', '-safe', '0', '-f', 'concat'],
        outputs: [framesOutput(video)],
      };
      const attempt = runFfmpeg(new Sandbox(settings()), recipe, {
        input: planted.attack,
        output,
        stallMs: 20_000,
      });
      await expect(attempt).rejects.toThrow('ffmpeg failed');
      for (const file of await readdir(output)) {
        expect(hashColumn(await readFile(join(output, file), 'utf8'))).toEqual([]);
      }
    });
  });

  it('is answered as refused', async () => {
    const tool = new MediaTool(settings());
    expect(await tool.probe(planted.attack)).toMatchObject({ kind: 'undecodable', code: 'format-refused' });
  });

  it('makes no rendition, even for a caller who claims that it is a clip', async () => {
    await inFolder(async (output) => {
      const tool = new MediaTool(settings());
      const claimed = await factsOf(tool, await clip('h264'));
      expect(await tool.makeRenditions(planted.attack, claimed, output)).toMatchObject({
        code: 'format-refused',
      });
      expect(await readdir(output)).toEqual([]);
    });
  });
});
