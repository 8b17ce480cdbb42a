import { execFile } from 'node:child_process';
import { constants } from 'node:fs';
import { open, type FileHandle } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { runFfmpeg } from '../../../src/platform/media/ffmpeg-adapter';
import { ffprobe } from '../../../src/platform/media/ffprobe';
import { Sandbox } from '../../../src/platform/media/sandbox';
import { clip } from '../../fixtures/clips';
import { until } from '../../support/until';
import { MediaTool } from '../../../src/platform/media';
import { factsOf, inFolder, settings } from './support';

const run = promisify(execFile);

interface Waiting {
  /** A named pipe that never says anything: whoever reads it makes no progress. */
  readonly pipe: string;
  readonly folder: string;
  /** Resolves once nobody in any process holds the pipe open for reading. */
  abandoned(): Promise<unknown>;
  /** Resolves once somebody does. */
  taken(): Promise<unknown>;
}

async function withPipe(use: (waiting: Waiting) => Promise<void>): Promise<void> {
  await inFolder(async (folder) => {
    const pipe = join(folder, 'clip');
    await run('mkfifo', [pipe]);
    let writer: FileHandle | undefined;
    // Opening for writing without blocking fails while there is no reader (fifo(7)).
    const taken = (): Promise<unknown> =>
      until('a reader', async () => {
        writer = await open(pipe, constants.O_WRONLY | constants.O_NONBLOCK).catch(() => undefined);
        return writer !== undefined;
      });
    const abandoned = (): Promise<unknown> =>
      until('no reader', async () => (await writer?.write('x').catch(() => 'EPIPE')) === 'EPIPE');
    try {
      await use({ pipe, folder, taken, abandoned });
    } finally {
      await writer?.close();
    }
  });
}

const sandboxes: [string, Sandbox][] = [
  ['in the sandbox', new Sandbox(settings())],
  ['in the open', new Sandbox(settings({ bwrapPath: 'no-such-bwrap', allowUnsandboxed: true }))],
];

interface Options {
  readonly stallMs: number;
  readonly signal?: AbortSignal;
}

const tools: [string, (sandbox: Sandbox, waiting: Waiting, options: Options) => Promise<unknown>][] = [
  [
    'ffprobe',
    (sandbox, { pipe }, options) => ffprobe(sandbox, pipe, ['-v', 'error'], options, () => undefined),
  ],
  [
    'ffmpeg',
    (sandbox, { pipe, folder }, options) => {
      const recipe = {
        input: ['-nostdin', '-loglevel', 'error', '-progress', 'pipe:2'],
        outputs: [{ file: 'out.txt', options: ['-f', 'framehash'] }],
      };
      return runFfmpeg(sandbox, recipe, { input: pipe, output: folder, ...options });
    },
  ],
];

describe.each(tools)('%s', (_tool, start) => {
  describe.each(sandboxes)('%s', (_where, sandbox) => {
    it('is stopped as a whole when it makes no progress', async () => {
      await withPipe(async (waiting) => {
        const ended = start(sandbox, waiting, { stallMs: 6_000 }).catch((error: unknown) => error);
        await waiting.taken();
        expect(await ended).toMatchObject({ name: 'ToolFailed', ending: 'stalled' });
        await waiting.abandoned();
      });
    });

    it('is stopped as a whole when it is cancelled', async () => {
      await withPipe(async (waiting) => {
        const controller = new AbortController();
        const reason = new Error('she left');
        const options = { stallMs: 60_000, signal: controller.signal };
        const ended = start(sandbox, waiting, options).catch((error: unknown) => error);
        await waiting.taken();
        controller.abort(reason);
        expect(await ended).toBe(reason);
        await waiting.abandoned();
      });
    });
  });
});

describe('a job that takes long', () => {
  it('reports its progress, which only grows', async () => {
    await inFolder(async (folder) => {
      const tool = new MediaTool(settings());
      const path = await clip('long');
      const steps: number[] = [];
      const made = await tool.makeRenditions(path, await factsOf(tool, path), folder, {
        onProgress: ({ frames }) => steps.push(frames),
      });
      expect(made.kind).toBe('renditions');
      expect(steps.length).toBeGreaterThan(1);
      expect(steps).toEqual([...steps].sort((a, b) => a - b));
    });
  });

  it('ends with the reason when cancelled on the way', async () => {
    await inFolder(async (folder) => {
      const tool = new MediaTool(settings());
      const path = await clip('long');
      const controller = new AbortController();
      const made = tool.makeRenditions(path, await factsOf(tool, path), folder, {
        signal: controller.signal,
        onProgress: () => controller.abort(new Error('shutting down')),
      });
      await expect(made).rejects.toThrow('shutting down');
    });
  });
});
