import { mkdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { loadConfig } from '../../src/config';
import { faultsOf } from '../../src/features/redaction/domain/proof';
import type { Edits } from '../../src/features/redaction/domain/recipe';
import { render } from '../../src/features/redaction/making/film-job';
import { makeProven } from '../../src/features/redaction/making/proven';
import { proxyOutput } from '../../src/platform/media/recipes/proxy';
import { runOptions } from '../../src/platform/media/recipes/renditions';
import { inFolder } from '../medium/media/support';
import { jobOf, masterAt, probe, type Master } from '../medium/redaction/film';
import { mostHeld } from '../support/held-memory';
import { doorbellFilm } from './film';
import { processorDuring, processorFor } from './processor';
import type { Measured } from './results';
import { inTurns, seconds } from './turns';

const LARGE_SECONDS = 4;
/** A render takes at most twice what the plain viewing copy does. */
const AIM = 1 / 2;
/** Megabytes that are meant for 4K, as the baseline. */
const MEMORY = 500;

async function recording(folder: string, size: string, length: number): Promise<Master> {
  const path = join(folder, `${size}.mp4`);
  await doorbellFilm(path, size, length);
  return masterAt(path);
}

/** One bystander who walks through the picture, and what is said in the middle third. */
function walker({ kept, size: { width, height } }: Master, length: number): Edits {
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
    sound: [
      {
        ...{ kind: 'mute', reason: 'third-party-data' },
        ...{ fromMs: Math.round((length * 1_000) / 3), toMs: Math.round((length * 2_000) / 3) },
      },
    ],
    trim: null,
  };
}

/** What this process (what it held before taken off) and all that it started hold at most, while 4K is redacted and proven. */
export async function redactionMemory(): Promise<Measured> {
  return inFolder(async (folder) => {
    const master = await recording(folder, '3840x2160', LARGE_SECONDS);
    const job = await jobOf(master, walker(master, LARGE_SECONDS));
    const place = join(folder, 'large');
    await mkdir(place);
    const bytes = await mostHeld(() => makeProven(job, probe, place));
    return {
      ...{ name: 'memory of redacting and proving 4K, beside the aim', unit: 'MB', better: 'lower', aim: 1 },
      ...{ baseline: [MEMORY], value: [bytes / 1e6] },
    };
  });
}

/**
 * A redacted copy of `length` seconds of 1080p beside a plain viewing copy of it by ffmpeg alone, without sandbox, with the same coder and
 * the same options; in turns. Both by the clock and by the processors, since other work disturbs those less. The first is decoding,
 * covering and coding; the second the proof as well, which decodes both again.
 */
export async function redactionBench(length: number): Promise<Measured[]> {
  return inFolder(async (folder) => {
    const master = await recording(folder, '1920x1080', length);
    const job = await jobOf(master, walker(master, length));
    const plain = proxyOutput({
      facts: master.facts,
      videoTreatment: 'reencode',
      audioTreatment: 'reencode',
    });
    const command = [
      ...['ffmpeg', ...runOptions(loadConfig({}).media), '-y', '-i', master.path],
      ...[...plain.options, 'plain.mp4'],
    ];
    const clock: Record<'plain' | 'copy' | 'proven', number[]> = { plain: [], copy: [], proven: [] };
    const inPlace = (name: 'copy' | 'proven', work: (place: string) => Promise<unknown>) => async () => {
      const place = join(folder, name);
      await mkdir(place);
      let processor = Number.NaN;
      clock[name].push(
        await seconds(async () => (processor = await processorDuring(process.pid, () => work(place)))),
      );
      await rm(place, { recursive: true });
      return processor;
    };
    const processor = await inTurns({
      plain: async () => {
        let used = Number.NaN;
        clock.plain.push(await seconds(async () => (used = await processorFor(command, folder))));
        return used;
      },
      copy: inPlace('copy', (place) => render(job, place, 18)),
      proven: inPlace('proven', async (place) => {
        const faults = faultsOf((await makeProven(job, probe, place)).proof);
        if (faults.length > 0) throw new Error(faults.join(' '));
      }),
    });
    const measured = (name: 'copy' | 'proven', what: string): Measured[] => {
      const common = { better: 'lower', ...(name === 'copy' && { aim: AIM }) } as const;
      const of = `${what} ${length} s of 1080p`;
      return [
        {
          ...{ ...common, name: `${of}, processor time`, unit: 's of processors' },
          ...{ baseline: processor.plain, value: processor[name] },
        },
        {
          ...{ ...common, name: `${of}, beside a viewing copy`, unit: 's' },
          ...{ baseline: clock.plain, value: clock[name] },
        },
      ];
    };
    return [...measured('copy', 'redacting'), ...measured('proven', 'redacting and proving')];
  });
}
