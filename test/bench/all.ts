import { availableParallelism } from 'node:os';
import { benchMedia } from './media.bench';
import { benchObjectStore } from './object-store.bench';
import { bundleBench } from './bundle.bench';
import { custodyBench } from './custody.bench';
import { eventsBench } from './events.bench';
import { growthBench, type Growth } from './growth.bench';
import { jobBench } from './job.bench';
import { listsBench, OF_EVERY } from './lists.bench';
import { queueBench } from './queue.bench';
import { rangeBench } from './range.bench';
import { redactionBench, redactionMemory } from './redaction.bench';
import { keep, resultOf } from './results';
import { sealBench } from './seal.bench';
import { smallFilesBench } from './small-files.bench';
import { startBench } from './start.bench';
import { uploadBench, uploadProcessorBench } from './upload.bench';
import { verifyBench } from './verify.bench';
import { waitingBench } from './waiting.bench';

/** Figures stand as ratios to a baseline of the same run: the machine drifts, the ratio holds. */
const table = (
  title: string,
  rows: readonly (readonly [string, number, string])[],
  baseline: number,
): void => {
  const width = Math.max(...rows.map(([what]) => what.length));
  const lines = rows.map(
    ([what, figure, unit]) =>
      `  ${what.padEnd(width)}  ${figure.toFixed(figure < 10 ? 2 : 0).padStart(7)} ${unit}  (${(figure / baseline).toFixed(2)} of the first)`,
  );
  process.stdout.write(`\n${title}\n${lines.join('\n')}\n`);
};

/** Stalking with a doorbell in a year of one force, and how many forces there are in England and Wales. */
const CRIMES = Number(process.env['BENCH_CRIMES'] ?? '1644');
const FORCES = 43;
/** Of the processes whose connections are counted: `DATABASE_POOL_SIZE=8,REDIS_URL=...`. */
const GROWTH_SETTINGS = Object.fromEntries(
  (process.env['BENCH_SETTINGS'] ?? '')
    .split(',')
    .filter((one) => one !== '')
    .map((one) => [one.slice(0, one.indexOf('=')), one.slice(one.indexOf('=') + 1)]),
) as Record<string, string>;

jest.setTimeout(3_600_000);

describe('speed', () => {
  it('of keeping evidence', async () => {
    const rows = await benchObjectStore(512);
    table(
      'Keeping evidence, one 512 MiB file',
      rows.map(({ what, megabytesPerSecond }) => [what, megabytesPerSecond, 'MB/s']),
      rows[0]?.megabytesPerSecond ?? Number.NaN,
    );
  });

  it('of an upload of 1 GiB, beside dd and bare tus', async () => {
    const mebibytes = Number(process.env['BENCH_UPLOAD_MEBIBYTES'] ?? '1024');
    process.stdout.write('\nAn upload by tus\n');
    await keep([...(await uploadBench(mebibytes)), await uploadProcessorBench(256)]);
  });

  it('of files of 1 MB, beside bare tus', async () => {
    process.stdout.write('\nFiles of 1 MB by tus\n');
    await keep(await smallFilesBench(Number(process.env['BENCH_FILES'] ?? '160')));
  });

  it('of one clip more while 200 of another link wait', async () => {
    process.stdout.write('\nOne clip more in the queue\n');
    await keep([await waitingBench(Number(process.env['BENCH_WAITING'] ?? '200'))]);
  });

  it('of parts of a film, beside nginx', async () => {
    const figures = await rangeBench();
    process.stdout.write('\nParts of a film, beside nginx\n');
    await keep(figures);
    for (const { name, p99, processor } of figures)
      process.stdout.write(
        `  ${name}: p99 ${p99.map((ms) => ms.toFixed(1)).join(' and ')} ms, of the processors ${processor.map((ms) => ms.toFixed(2)).join(' and ')} ms each\n`,
      );
  });

  it('of a redacted copy: at most twice the processor time of a plain viewing copy', async () => {
    const figures = await redactionBench(Number(process.env['BENCH_REDACTION_SECONDS'] ?? '30'));
    process.stdout.write('\nA redacted copy, beside a plain viewing copy\n');
    await keep(figures);
    const [copy] = figures.map(resultOf);
    expect(copy?.ratio).toBeGreaterThanOrEqual(0.5);
  });

  it('of a redacted copy of 4K: its memory', async () => {
    process.stdout.write('\nMost memory while 4K is redacted and proven\n');
    await keep([await redactionMemory()]);
  });

  it('of checking a bundle of 3 GiB: 1.3 times sha256sum on one core, 0.8 on two', async () => {
    const rows = await verifyBench(3 * 1024);
    table(
      'Checking a bundle',
      rows.map(({ what, seconds }) => [what, seconds, 's']),
      rows[0]?.seconds ?? Number.NaN,
    );
    const most = ({ what }: { readonly what: string }): number => (what.endsWith('two cores') ? 0.8 : 1.3);
    await keep(
      rows.flatMap(({ what, times, of }) =>
        of === undefined
          ? []
          : [
              {
                name: `verify 3 GiB: ${what}`,
                ...{ unit: 's', better: 'lower', aim: 1 / most({ what }), baseline: of, value: times },
              },
            ],
      ),
    );
    const checks = rows.filter(({ what }) => !what.startsWith('sha256sum'));
    expect(checks.filter((row) => row.ratio > most(row))).toEqual([]);
  });

  it('of sealing a bundle of 3 GiB: at least 0.9 of one reading of its masters in one thread', async () => {
    const rows = await sealBench(3 * 1024);
    table(
      'Sealing a bundle',
      rows.map(({ what, seconds }) => [what, seconds, 's']),
      rows[0]?.seconds ?? Number.NaN,
    );
    const [passes = [], seals = []] = rows.map(({ times }) => times);
    await keep([
      { name: 'seal 3 GiB', unit: 's', better: 'lower', aim: 0.9, baseline: passes, value: seals },
    ]);
    const [busy = Number.NaN, work = Number.NaN] = rows.map(({ processor }) => processor);
    process.stdout.write(`  processor time of sealing: ${(work / busy).toFixed(2)} of the first\n`);
    const [one, sealing] = rows.map(({ seconds }) => seconds) as [number, number];
    if (availableParallelism() > 1) expect(one / sealing).toBeGreaterThanOrEqual(0.9);
  });

  it('of a bundle of 3 GiB by a link, beside one reading of it', async () => {
    process.stdout.write('\nA bundle to a recipient\n');
    await keep(await bundleBench(Number(process.env['BENCH_BUNDLE_MEBIBYTES'] ?? '3072')));
  });

  it('of the custody log', async () => {
    const { appends, processor, signedAfter, verifiedPerSecond } = await custodyBench(4_000);
    process.stdout.write('\nThe custody log, beside plain INSERTs of the same event\n');
    await keep([...appends, processor]);
    process.stdout.write(
      `  verify the live log: ${verifiedPerSecond} events a second\n  under a signed checkpoint after ${signedAfter.p50} ms (median), ${signedAfter.p99} ms (p99)\n`,
    );
  });

  it('of checking a log of 1,000,000 events', async () => {
    process.stdout.write('\nChecking the live log\n');
    await keep([await eventsBench(Number(process.env['BENCH_EVENTS'] ?? '1000000'))]);
  });

  it('of the queue', async () => {
    const { askedPerSecond, donePerSecond, startedAfter } = await queueBench(2_000);
    table(
      'The queue on PostgreSQL',
      [
        ['outbox rows committed', askedPerSecond, 'a second'],
        ['jobs done', donePerSecond, 'a second'],
      ],
      askedPerSecond,
    );
    process.stdout.write(`  a job starts after ${startedAfter.p50} ms (median)\n`);
  });

  it('of lists, with 50,000 clips as with 1,250', async () => {
    const rows = await listsBench();
    const width = Math.max(...rows.map(({ what }) => what.length));
    const lines = rows.map(
      ({ what, few, many }) =>
        `  ${what.padEnd(width)}  ${few.toFixed(1).padStart(6)} ms  ${many.toFixed(1).padStart(6)} ms  (${(many / few).toFixed(2)})`,
    );
    process.stdout.write(
      `\nLists with 1,250 clips in 50 investigations, and with 50,000 in 2,000 investigations\n${lines.join('\n')}\n`,
    );
    expect(rows.filter(({ what, few, many }) => many / few >= (what === OF_EVERY ? 4 : 1.5))).toEqual([]);
  });

  it('of looking into a clip', async () => {
    const rows = await benchMedia();
    table(
      'Decoders',
      rows.map(({ what, milliseconds }) => [what, milliseconds, 'ms']),
      rows[0]?.milliseconds ?? Number.NaN,
    );
  });

  it('of all that the worker does with a clip, beside bare ffmpeg', async () => {
    process.stdout.write('\nA job of the worker\n');
    await keep([await jobBench(Number(process.env['BENCH_FILM_SECONDS'] ?? '30'))]);
  });

  it('of a start on existing data, and what is held when nothing happens', async () => {
    process.stdout.write('\nA start, and idle processes\n');
    await keep(await startBench());
  });

  it('with the rows of a year of one force behind it: what grows, and how many connections ten processes hold', async () => {
    const { clips, grown, swept, connections } = await growthBench(CRIMES, GROWTH_SETTINGS);
    const per = (bytes: number): string => (((bytes / clips) * 1_000) / 1_024).toFixed(0).padStart(9);
    const left = new Map(swept.map((row) => [row.table, row]));
    process.stdout.write(
      `\n${CRIMES} crimes, ${clips} clips. For each 1,000 clips: rows, kB of data, kB of indexes, kB of both after sweeping\n`,
    );
    const size = ({ data, indexes }: Growth): number => data + indexes;
    for (const row of [...grown]
      .sort((one, other) => size(other) - size(one))
      .filter((row) => size(row) > 100_000)) {
      const after = left.get(row.table);
      process.stdout.write(
        `  ${row.table.padEnd(28)} ${((row.rows / clips) * 1_000).toFixed(0).padStart(8)} ${per(row.data)} ${per(row.indexes)} ${per(after === undefined ? 0 : size(after))}\n`,
      );
    }
    const sum = (rows: readonly Growth[]): number => rows.reduce((all, row) => all + size(row), 0);
    process.stdout.write(`  ${'all'.padEnd(28)} ${' '.repeat(28)} ${per(sum(grown))} ${per(sum(swept))}\n`);
    for (const [what, bytes] of [
      ['a year of one force', sum(swept)],
      ['a year of 43 forces', sum(swept) * FORCES],
    ] as const)
      process.stdout.write(`  ${what}: ${(bytes / 1_024 ** 3).toFixed(2)} GB\n`);
    for (const { role, processes, most } of connections)
      process.stdout.write(`  connections of ${processes} ${role}: ${most}\n`);
    // The first look at each clip, and no other one.
    expect(left.get('lintel.access_ticket')?.rows).toBe(clips);
  });
});
