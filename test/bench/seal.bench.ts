import { randomFillSync } from 'node:crypto';
import { closeSync, openSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { performance } from 'node:perf_hooks';
import { digestParts } from '../../src/platform/digest-threads/read-part';
import { buildDigestThread } from '../support/digest-thread';
import { Desk } from '../medium/disclosure/desk';
import { openSealer, seedItem } from '../medium/disclosure/support';
import { openWorld } from '../medium/workspace/world';

export interface SealTiming {
  readonly what: string;
  /** Of the clock. */
  readonly seconds: number;
  /** Of the processors, of all threads of this process: what others do meanwhile does not count. */
  readonly processor: number;
  /** Seconds of each round, of the clock. */
  readonly times: readonly number[];
}

const MEBIBYTE = 1024 ** 2;

type Took = Omit<SealTiming, 'what' | 'times'>;

async function timed(work: () => unknown): Promise<Took> {
  const [start, before] = [performance.now(), process.cpuUsage()];
  await work();
  const { user, system } = process.cpuUsage(before);
  return { seconds: (performance.now() - start) / 1000, processor: (user + system) / 1e6 };
}

const least = (all: readonly Took[]): Omit<SealTiming, 'what'> => ({
  times: all.map(({ seconds }) => seconds),
  seconds: Math.min(...all.map(({ seconds }) => seconds)),
  processor: Math.min(...all.map(({ processor }) => processor)),
});

/**
 * One reading of the same masters in one thread, with SHA-256 and CRC-32, beside sealing them whole: from the job's first query to
 * its last commit, with both of its readings, the log and the check that a recipient makes. In turns, the best of some rounds.
 * @param mebibytes of the masters: a third of it is one file, the rest four of the same size
 */
export async function sealBench(mebibytes: number, rounds = 5): Promise<SealTiming[]> {
  const thread = await buildDigestThread();
  const world = await openWorld();
  const sealer = await openSealer(world, undefined, undefined, { script: thread.script });
  try {
    const desk = await Desk.open(world);
    const large = randomFillSync(Buffer.allocUnsafe(Math.ceil(mebibytes / 6) * 2 * MEBIBYTE));
    const half = large.subarray(0, large.length / 2);
    const ids: string[] = [];
    for (const bytes of [large, half, half, half, half])
      ids.push((await seedItem(world, desk.home, desk.officer.id, { bytes })).id);
    await desk.decide(ids, { classification: 'evidence', originalToDefence: true });
    await desk.makeForms();
    const masters = ids.map((id) => join(world.config.objects.root, 'evidence/masters', id));
    const passes: Took[] = [];
    const seals: Took[] = [];
    for (let round = 0; round < rounds; round += 1) {
      passes.push(
        await timed(() => {
          for (const master of masters) {
            const fd = openSync(master, 'r');
            digestParts({ parts: [{ fd, start: 0 }], withCrc32: true });
            closeSync(fd);
          }
        }),
      );
      const id = String((await desk.post(desk.ofCase('bundles'), { kind: 'court' }))['id']);
      seals.push(await timed(() => sealer.seal(id)));
      const { state } = await desk.get<{ state: string }>(`/api/v1/bundles/${id}`);
      if (state !== 'sealed') throw new Error(`not sealed, but ${state}`);
    }
    return [
      { what: 'one reading with SHA-256 and CRC-32', ...least(passes) },
      { what: 'sealing', ...least(seals) },
    ];
  } finally {
    await sealer.close();
    await world.close();
    await rm(thread.folder, { recursive: true });
  }
}
