import { execFile } from 'node:child_process';
import { randomFillSync } from 'node:crypto';
import { createWriteStream } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { availableParallelism, tmpdir } from 'node:os';
import { join } from 'node:path';
import { performance } from 'node:perf_hooks';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { promisify } from 'node:util';
import { openArchive } from '../../src/features/disclosure/archive';
import { planOf, SAMPLE_EXHIBITS, sampleBundle } from '../support/sample-bundle';
import { buildVerifier } from '../support/verifier-build';

const run = promisify(execFile);
const LINTEL = join(__dirname, '../../bin/lintel.mjs');
const NO_BYTES = Buffer.alloc(0);

export interface VerifyTiming {
  readonly what: string;
  readonly seconds: number;
  /** Of what `sha256sum` takes for the same bytes. */
  readonly ratio: number;
  /** Seconds of each round, and of the rounds of `sha256sum` where this is something else. */
  readonly times: readonly number[];
  readonly of: readonly number[] | undefined;
}

/** A sealed bundle as a ZIP: a third of it is one file, the rest four of the same size. */
async function writeBundle(path: string, mebibytes: number): Promise<void> {
  const large = randomFillSync(Buffer.allocUnsafe(Math.ceil(mebibytes / 6) * 2 * 1024 ** 2));
  const half = large.subarray(0, large.length / 2);
  const exhibits = SAMPLE_EXHIBITS.slice(0, 1).flatMap((exhibit) =>
    [large, half, half, half, half].map((original, at) => ({ ...exhibit, ref: `AB-${at + 1}`, original })),
  );
  const { folder, files } = sampleBundle({ exhibits });
  const plan = planOf(folder, files);
  const archive = openArchive(
    plan,
    (entry, { start, end }) =>
      Promise.resolve(Readable.from([files.get(entry.path)?.subarray(start, end + 1) ?? NO_BYTES])),
    { start: 0, end: plan.totalSize - 1 },
  );
  await pipeline(archive, createWriteStream(path));
}

interface Took {
  /** Seconds of the processor, which do not count what others do meanwhile. */
  readonly processor: number;
  /** Seconds of the clock. */
  readonly clock: number;
}

/** Runs a command on some of the machine's cores. */
async function took(cores: string, command: readonly string[]): Promise<Took> {
  const start = performance.now();
  const { stdout } = await run('sh', [
    '-c',
    '"$@" >/dev/null && times',
    'sh',
    'taskset',
    '-c',
    cores,
    ...command,
  ]);
  const clock = (performance.now() - start) / 1000;
  const parts = [...(stdout.split('\n')[1] ?? '').matchAll(/(\d+)m([\d.]+)s/g)];
  const processor = parts.reduce(
    (sum, [, minutes, seconds]) => sum + Number(minutes) * 60 + Number(seconds),
    0,
  );
  return { processor, clock };
}

const least = (all: readonly Took[], of: keyof Took): number => Math.min(...all.map((one) => one[of]));

/**
 * Checking a bundle beside `sha256sum` of the same ZIP, in turns, the best of some rounds: on one core by processor time, on two by
 * the clock.
 * @param verify the command that checks, before the path
 */
async function compare(
  bundle: string,
  verify: readonly (readonly [string, readonly string[]])[],
  rounds: number,
): Promise<VerifyTiming[]> {
  const commands = [['sha256sum', ['sha256sum']] as const, ...verify].map(
    ([what, command]) => [what, [...command, bundle]] as const,
  );
  const alone = commands.map((): Took[] => []);
  const both = commands.map((): Took[] => []);
  for (let round = 0; round < rounds; round += 1)
    for (const [at, [, command]] of commands.entries()) {
      alone[at]?.push(await took('0', command));
      if (availableParallelism() > 1) both[at]?.push(await took('0,1', command));
    }
  const rows = (name: string, times: readonly Took[][], of: keyof Took): VerifyTiming[] => {
    const [base = Number.NaN, ...others] = times.map((all) => least(all, of));
    return [base, ...others].map((seconds, at) => ({
      what: `${commands[at]?.[0] ?? ''}, ${name}`,
      seconds,
      ratio: seconds / base,
      times: (times[at] ?? []).map((one) => one[of]),
      of: at === 0 ? undefined : times[0]?.map((one) => one[of]),
    }));
  };
  return [
    ...rows('one core', alone, 'processor'),
    ...(both[0]?.length === 0 ? [] : rows('two cores', both, 'clock')),
  ];
}

/** @param mebibytes of the bundle */
export async function verifyBench(mebibytes: number, rounds = 5): Promise<VerifyTiming[]> {
  const folder = await mkdtemp(join(tmpdir(), 'lintel-bench-'));
  const verifier = await buildVerifier();
  try {
    const bundle = join(folder, 'bundle.zip');
    await writeBundle(bundle, mebibytes);
    const node = process.execPath;
    return await compare(
      bundle,
      [
        ['verify.mjs', [node, join(verifier, 'verify.mjs')]],
        ['lintel verify', [node, LINTEL, 'verify']],
      ],
      rounds,
    );
  } finally {
    await rm(folder, { recursive: true });
    await rm(verifier, { recursive: true });
  }
}
