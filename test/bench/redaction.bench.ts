import { readFileSync, readdirSync } from 'node:fs';
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { performance } from 'node:perf_hooks';
import { faultsOf } from '../../src/features/redaction/domain/proof';
import type { Edits } from '../../src/features/redaction/domain/recipe';
import { render } from '../../src/features/redaction/making/film-job';
import { makeProven } from '../../src/features/redaction/making/proven';
import { proxyOutput } from '../../src/platform/media/recipes/proxy';
import { ffmpeg, inFolder } from '../medium/media/support';
import { jobOf, masterAt, probe, type Master } from '../medium/redaction/film';
import { median, type Measured } from './results';

export interface RedactionTiming {
  readonly figures: readonly Measured[];
  /** Most memory of this process (what it held before taken off) and all that it started, bytes: of 1080p and of 4K. */
  readonly memory: Readonly<Record<'1080p' | '4K', number>>;
}

const SECONDS = 10;
const SIZES = { '1080p': '1920x1080', '4K': '3840x2160' } as const;

/** Moving pictures with sound, as a doorbell codes them. */
async function recording(folder: string, size: string, seconds: number): Promise<Master> {
  const path = join(folder, `${size}.mp4`);
  await ffmpeg(
    ...['-v', 'error', '-f', 'lavfi', '-i', `testsrc2=size=${size}:rate=15:duration=${seconds}`],
    ...['-f', 'lavfi', '-i', `sine=frequency=440:duration=${seconds}`],
    ...['-c:v', 'libx264', '-preset', 'veryfast', '-pix_fmt', 'yuv420p', '-c:a', 'aac', '-shortest', path],
  );
  return masterAt(path);
}

/** One bystander who walks through the picture, and all that is said while they do. */
function walker({ kept, size: { width, height } }: Master): Edits {
  const to = kept.frames.length;
  const span = { w: Math.round(width / 8), h: Math.round(height / 3), y: Math.round(height / 2) };
  return {
    masks: [
      {
        ...{ shape: 'ellipse', kind: 'solid', reason: 'bystander', from: 1, to },
        keys: [
          { frame: 1, x: 0, ...span },
          { frame: to, x: width - span.w, ...span },
        ],
      },
    ],
    sound: [],
    trim: null,
  };
}

const timed = async (work: () => Promise<unknown>): Promise<number> => {
  const start = performance.now();
  await work();
  return (performance.now() - start) / 1_000;
};

const statusOf = (pid: string, name: string): string =>
  new RegExp(`^${name}:\\s+(\\d+)`, 'm').exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1] ?? '0';

/** Bytes that this process and all that came of it hold now: what they share counts once (`Pss` of proc(5)). */
function held(): number {
  const parents = new Map<string, string>();
  for (const pid of readdirSync('/proc').filter((name) => /^\d+$/.test(name))) {
    try {
      parents.set(pid, statusOf(pid, 'PPid'));
    } catch {
      // It has ended since.
    }
  }
  const own = String(process.pid);
  const isOwn = (pid: string | undefined): boolean =>
    pid !== undefined && (pid === own || isOwn(parents.get(pid)));
  let sum = 0;
  for (const pid of parents.keys()) {
    if (!isOwn(pid)) continue;
    try {
      const kilobytes = /^Pss:\s+(\d+)/m.exec(readFileSync(`/proc/${pid}/smaps_rollup`, 'utf8'))?.[1];
      sum += Number(kilobytes ?? 0) * 1_024;
    } catch {
      // It has ended since.
    }
  }
  return sum;
}

async function most(work: () => Promise<unknown>): Promise<number> {
  const before = held();
  let peak = 0;
  const watch = setInterval(() => (peak = Math.max(peak, held() - before)), 50);
  await work().finally(() => clearInterval(watch));
  return peak;
}

/**
 * A redacted copy of a recording of `SECONDS` at 1080p beside a plain viewing copy of it by ffmpeg alone, without sandbox, with the same coder
 * and the same options; in turns. The first figure is decoding, covering and coding; the second the proof as well, which decodes both again.
 */
export async function redactionBench(rounds = 5): Promise<RedactionTiming> {
  return inFolder(async (folder) => {
    const master = await recording(folder, SIZES['1080p'], SECONDS);
    const job = await jobOf(master, walker(master));
    const plain = proxyOutput({
      facts: master.facts,
      videoTreatment: 'reencode',
      audioTreatment: 'reencode',
    });
    const made = { plain: [] as number[], render: [] as number[], proven: [] as number[] };
    for (let round = 0; round < rounds; round += 1) {
      const [one, other] = [join(folder, `render-${round}`), join(folder, `proven-${round}`)];
      await Promise.all([mkdir(one), mkdir(other)]);
      const copy = join(folder, 'plain.mp4');
      made.plain.push(await timed(() => ffmpeg('-v', 'error', '-i', master.path, ...plain.options, copy)));
      made.render.push(await timed(() => render(job, one, 18)));
      made.proven.push(
        await timed(async () => {
          const faults = faultsOf((await makeProven(job, probe, other)).proof);
          if (faults.length > 0) throw new Error(faults.join(' '));
        }),
      );
    }
    const measured = (name: string, value: readonly number[]): Measured => ({
      ...{ name, unit: 's', better: 'lower', baseline: made.plain, value },
    });
    const memoryOf = async (of: Master, name: string): Promise<number> => {
      const place = join(folder, name);
      await mkdir(place);
      const large = await jobOf(of, walker(of));
      return most(() => makeProven(large, probe, place));
    };
    return {
      figures: [
        measured('redacted copy', made.render),
        measured('redacted copy with its proof', made.proven),
      ],
      memory: {
        '1080p': await memoryOf(master, 'memory'),
        '4K': await memoryOf(await recording(folder, SIZES['4K'], 4), 'memory-4k'),
      },
    };
  });
}

export const slower = ({ baseline, value }: Measured): number => median(value) / median(baseline);
