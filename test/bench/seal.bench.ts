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
  readonly seconds: number;
}

const MEBIBYTE = 1024 ** 2;

async function timed(work: () => unknown): Promise<number> {
  const start = performance.now();
  await work();
  return (performance.now() - start) / 1000;
}

/**
 * One reading of the same masters in one thread, with SHA-256 and CRC-32, beside sealing them whole: from the job's first query to
 * its last commit, with both of its readings, the log and the check that a recipient makes. In turns, the best of some rounds.
 * @param mebibytes of the masters: a third of it is one file, the rest four of the same size
 */
export async function sealBench(mebibytes: number, rounds = 3): Promise<SealTiming[]> {
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
    const passes: number[] = [];
    const seals: number[] = [];
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
      { what: 'one reading with SHA-256 and CRC-32', seconds: Math.min(...passes) },
      { what: 'sealing', seconds: Math.min(...seals) },
    ];
  } finally {
    await sealer.close();
    await world.close();
    await rm(thread.folder, { recursive: true });
  }
}
