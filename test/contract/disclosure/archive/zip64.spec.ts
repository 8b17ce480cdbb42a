import { createReadStream } from 'node:fs';
import { mkdtemp, open as openFile, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import { crc32 } from 'node:zlib';
import {
  openArchive,
  planArchive,
  type ArchiveEntry,
  type ArchivePlan,
  type OpenEntry,
} from '../../../../src/features/disclosure/archive';
import { sha256Hex } from '../../../../src/kernel/ids';
import { evidenceKey } from '../../../../src/platform/object-store';
import { SEALED_AT } from './sample';
import { EXTRACTORS, mayUse, run } from './tools';

const GiB = 1024 ** 3;
const ZEROS = Buffer.alloc(1024 ** 2);
const sha256 = sha256Hex('0'.repeat(64));

function crcOfZeros(size: number): number {
  let crc = 0;
  for (let left = size; left > 0; left -= ZEROS.length)
    crc = crc32(ZEROS.subarray(0, Math.min(left, ZEROS.length)), crc);
  return crc;
}

function* zeros(size: number): Generator<Buffer> {
  for (let left = size; left > 0; left -= ZEROS.length) yield ZEROS.subarray(0, Math.min(left, ZEROS.length));
}

const openZeros: OpenEntry = (_, { start, end }) =>
  Promise.resolve(Readable.from(zeros(end - start + 1), { objectMode: false }));

const planOf = (sizes: readonly [path: string, size: number, crc: number][]): ArchivePlan =>
  planArchive({
    folder: 'LINTEL-large',
    sealedAt: SEALED_AT,
    entries: sizes.map(([path, size, crc]): ArchiveEntry => ({
      path,
      size,
      crc32: crc,
      sha256,
      object: evidenceKey('zeros'),
    })),
  });

/** The whole archive in a file that has holes where the archive has zeros. */
async function writeWhole(plan: ArchivePlan, path: string): Promise<void> {
  const file = await openFile(path, 'w');
  let at = 0;
  for await (const chunk of openArchive(plan, openZeros, {
    start: 0,
    end: plan.totalSize - 1,
  }) as AsyncIterable<Buffer>) {
    if (!chunk.equals(ZEROS.subarray(0, chunk.length))) await file.write(chunk, 0, chunk.length, at);
    at += chunk.length;
  }
  await file.truncate(at);
  await file.close();
}

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'lintel-zip64-'));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

describe('an archive beyond 4 GiB, with an entry beyond 4 GiB', () => {
  const size = 4 * GiB + 12_345;
  let plan: ArchivePlan;
  let zip: string;

  beforeAll(async () => {
    plan = planOf([
      ['data/small', 10, crcOfZeros(10)],
      ['data/large', size, crcOfZeros(size)],
      ['data/after', 20, crcOfZeros(20)],
    ]);
    zip = join(folder, 'large.zip');
    await writeWhole(plan, zip);
  });

  it('is as long as planned', async () => {
    expect((await stat(zip)).size).toBe(plan.totalSize);
  });

  it('gives any range as the slice of the whole', async () => {
    const joints = [...plan.starts, plan.directory.start, plan.totalSize - 40, 2 ** 32, 2 ** 31];
    for (const joint of joints) {
      for (const [before, length] of [
        [0, 1],
        [50, 200],
        [3_000, 700_000],
      ] as const) {
        const start = Math.max(0, joint - before);
        const span = { start, end: Math.min(plan.totalSize, start + length) - 1 };
        const slice = await buffer(createReadStream(zip, span));
        expect((await buffer(openArchive(plan, openZeros, span))).equals(slice)).toBe(true);
      }
    }
  });

  for (const { program, print } of EXTRACTORS) {
    (mayUse(program) ? it : it.skip)(
      `${program} finds what lies behind it`,
      async () => {
        expect(await run(program, print(zip, 'LINTEL-large/data/after'))).toBe('\0'.repeat(20));
      },
      300_000,
    );
  }

  (mayUse('7z') ? it : it.skip)(
    '7z finds every CRC-32 right',
    async () => {
      expect(await run('7z', ['t', '-bd', zip])).toContain('Everything is Ok');
    },
    300_000,
  );
});

describe('an archive of more than 65,535 entries', () => {
  const COUNT = 70_000;
  let zip: string;

  beforeAll(async () => {
    const crcs = [0, 1, 2].map(crcOfZeros);
    const plan = planOf(
      Array.from({ length: COUNT }, (_, index) => [
        `data/${index % 100}/${index}`,
        index % 3,
        crcs[index % 3] ?? 0,
      ]),
    );
    zip = join(folder, 'many.zip');
    await writeWhole(plan, zip);
    expect((await stat(zip)).size).toBe(plan.totalSize);
  });

  for (const { program, list, print } of EXTRACTORS) {
    (mayUse(program) ? it : it.skip)(
      `${program} lists them all and reads the last`,
      async () => {
        const names = (await run(program, list(zip))).match(/LINTEL-large\/data\/\d+\/\d+/g);
        expect(new Set(names).size).toBe(COUNT);
        expect(await run(program, print(zip, `LINTEL-large/data/${(COUNT - 3) % 100}/${COUNT - 3}`))).toBe(
          '\0',
        );
      },
      300_000,
    );
  }
});
