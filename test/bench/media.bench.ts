import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { performance } from 'node:perf_hooks';
import { loadConfig } from '../../src/config';
import { MediaTool } from '../../src/platform/media';
import { ffprobe } from '../../src/platform/media/ffprobe';
import { Sandbox } from '../../src/platform/media/sandbox';
import { clip } from '../fixtures/clips';

export interface MediaTiming {
  readonly what: string;
  readonly milliseconds: number;
}

/** What the sandbox costs a probe (medians of `rounds`), and what probing and rendering one short clip take. */
export async function benchMedia(rounds = 15): Promise<MediaTiming[]> {
  const settings = loadConfig({}).media;
  const path = await clip('hevc10');
  const probe = (sandbox: Sandbox): Promise<unknown> =>
    ffprobe(
      sandbox,
      path,
      ['-v', 'error', '-show_format', '-show_streams'],
      { stallMs: 60_000 },
      () => undefined,
    );
  const shut = new Sandbox(settings);
  const open = new Sandbox({ ...settings, bwrapPath: 'no-such-program', allowUnsandboxed: true });
  const tool = new MediaTool(settings);
  const facts = await tool.probe(path);
  if (facts.kind !== 'media') throw new Error(facts.kind);
  return [
    { what: 'ffprobe bare', milliseconds: await median(rounds, () => probe(open)) },
    { what: 'ffprobe in the sandbox', milliseconds: await median(rounds, () => probe(shut)) },
    { what: 'probe of a clip', milliseconds: await median(rounds, () => tool.probe(path)) },
    {
      what: 'all renditions of 3 s of HEVC at 320x180',
      milliseconds: await median(Math.ceil(rounds / 5), async () => {
        const folder = await mkdtemp(join(tmpdir(), 'lintel-bench-'));
        try {
          await tool.makeRenditions(path, facts, folder);
        } finally {
          await rm(folder, { recursive: true });
        }
      }),
    },
  ];
}

async function median(rounds: number, work: () => Promise<unknown>): Promise<number> {
  const times: number[] = [];
  for (let round = 0; round < rounds; round += 1) {
    const start = performance.now();
    await work();
    times.push(performance.now() - start);
  }
  return Math.round(times.sort((a, b) => a - b)[Math.floor(rounds / 2)] ?? 0);
}
