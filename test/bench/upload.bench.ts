import { execFile } from 'node:child_process';
import { createReadStream } from 'node:fs';
import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { promisify } from 'node:util';
import { digestStream } from '../../src/platform/digest';
import { filmOf } from './film';
import { openPlant, victimOf } from './plant';
import { processorDuring } from './processor';
import type { Measured } from './results';
import { startBareTus, TusClient } from './tus-client';
import { inTurns, ROUNDS, seconds } from './turns';

const run = promisify(execFile);
const MB = 1e6;
const MiB = 1024 ** 2;
/** What the victim's page sends in one request. */
const PART = 8 * MiB;

/** What the process that receives it takes of the processors, however fast the disk is and whatever else the machine does. */
export async function uploadProcessorBench(mebibytes: number, rounds = ROUNDS): Promise<Measured> {
  const folder = await mkdtemp(join(tmpdir(), 'lintel-bench-'));
  const film = join(folder, 'film.mp4');
  await mkdir(join(folder, 'bare'));
  await filmOf(film, mebibytes * MiB);
  const { sha256 } = await digestStream(createReadStream(film, { highWaterMark: MiB }));
  const device = Buffer.from(sha256, 'hex').toString('base64');
  const bare = await startBareTus(join(folder, 'bare'));
  const home = await openPlant();
  const [ours, theirs] = [await victimOf(home), bare.target].map(
    (target) => new TusClient(target, film, mebibytes * MiB),
  ) as [TusClient, TusClient];
  const used = async (
    pid: number,
    client: TusClient,
    forget: (place: string) => Promise<void>,
  ): Promise<number> => {
    let place = '';
    client.close();
    const seconds = await processorDuring(pid, async () => (place = await client.uploadWhole(device)));
    await forget(place);
    await home.idle();
    return seconds;
  };
  const ways = {
    bare: () => used(bare.pid, theirs, (place) => bare.forget(place)),
    ours: () => used(home.plant.pid('intake'), ours, (place) => ours.remove(place)),
  };
  try {
    // The first makes both ready. What has been idle has a smaller heap, which is where spent buffers weighed most.
    await inTurns(ways, 1);
    await sleep(12_000);
    const figures = await inTurns(ways, rounds);
    return {
      ...{ name: `upload of ${mebibytes} MiB, processor time of who receives it, beside bare tus` },
      ...{ unit: 's of processors', better: 'lower', baseline: figures.bare, value: figures.ours },
    };
  } finally {
    for (const client of [ours, theirs]) client.close();
    bare.stop();
    await home.close();
    await rm(folder, { recursive: true, force: true });
  }
}

/**
 * A large film by tus: until its last byte is acknowledged as durable, and until it is hashed, looked into and checked; beside dd of
 * the same bytes to the same disk, and tus that neither hashes nor syncs.
 */
export async function uploadBench(mebibytes: number): Promise<Measured[]> {
  const folder = await mkdtemp(join(tmpdir(), 'lintel-bench-'));
  const film = join(folder, 'film.mp4');
  const copy = join(folder, 'copy');
  await mkdir(join(folder, 'bare'));
  const size = mebibytes * MiB;
  await filmOf(film, size);
  const { sha256 } = await digestStream(createReadStream(film, { highWaterMark: MiB }));
  const device = Buffer.from(sha256, 'hex').toString('base64');
  const bare = await startBareTus(join(folder, 'bare'));
  const home = await openPlant();
  const [ours, theirs] = [
    new TusClient(await victimOf(home), film, size),
    new TusClient(bare.target, film, size),
  ];
  const rate = (took: number): number => size / MB / took;
  const send = (client: TusClient, part?: number): Promise<string> => {
    client.close();
    return part === undefined ? client.uploadWhole(device) : client.upload(part);
  };
  const checks: number[] = [];
  const toBare = async (part?: number): Promise<number> => {
    let place = '';
    const took = await seconds(async () => (place = await send(theirs, part)));
    await bare.forget(place);
    return rate(took);
  };
  const toUs = async (part?: number): Promise<number> => {
    let place = '';
    const took = await seconds(async () => (place = await send(ours, part)));
    const checking = await seconds(() => home.checked(place));
    if (part === undefined) checks.push(rate(took + checking));
    await ours.remove(place);
    await home.idle();
    return rate(took);
  };
  try {
    const figures = await inTurns({
      dd: async () => {
        const took = await seconds(() => run('dd', [`if=${film}`, `of=${copy}`, 'bs=1M', 'conv=fdatasync']));
        await rm(copy);
        return rate(took);
      },
      bare: () => toBare(),
      durable: () => toUs(),
      bareParts: () => toBare(PART),
      durableParts: () => toUs(PART),
    });
    const row = (name: string, baseline: number[], value: number[], aim?: number): Measured => ({
      ...{ name: `upload of ${mebibytes} MiB ${name}`, unit: 'MB/s', better: 'higher', baseline, value },
      ...(aim !== undefined && { aim }),
    });
    return [
      row('until durable, beside dd', figures.dd, figures.durable, 0.85),
      row('until durable, beside bare tus', figures.bare, figures.durable, 0.9),
      row('until checked, beside dd', figures.dd, checks, 0.8),
      row('until durable, in parts of 8 MiB, beside bare tus', figures.bareParts, figures.durableParts),
    ];
  } finally {
    ours.close();
    theirs.close();
    bare.stop();
    await home.close();
    await rm(folder, { recursive: true, force: true });
  }
}
