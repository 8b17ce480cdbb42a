import { once } from 'node:events';
import { Readable } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import { setImmediate as turn } from 'node:timers/promises';
import { crc32 } from 'node:zlib';
import fc from 'fast-check';
import { sha256Hex } from '../../../kernel/ids';
import { evidenceKey } from '../../../platform/object-store';
import { fromEvidence } from './archive-object';
import type { ArchiveEntry, ArchivePlan, OpenEntry } from './plan';
import { BadArchiveEntry, planArchive } from './plan-archive';
import { dosTime } from '../../../platform/zip';
import { EntryBroken } from './entry-broken';
import { openArchive } from './zip-stream';

const sealedAt = new Date('2026-11-24T14:26:51Z');
const sha256 = sha256Hex('0'.repeat(64));
const GiB = 1024 ** 3;

const entryOf = (path: string, bytes: Buffer, index = 0): ArchiveEntry => ({
  path,
  size: bytes.length,
  crc32: crc32(bytes),
  sha256,
  object: evidenceKey(`bundles/b/${index}`),
});

function archiveOf(contents: readonly Buffer[], chunk = 1_000): { plan: ArchivePlan; open: OpenEntry } {
  const entries = contents.map((bytes, index) => entryOf(`data/é ${index}.bin`, bytes, index));
  const open: OpenEntry = ({ object }, { start, end }) => {
    const bytes = (contents[Number(object.split('/').at(-1))] ?? Buffer.alloc(0)).subarray(start, end + 1);
    const parts = Array.from({ length: Math.ceil(bytes.length / chunk) }, (_, at) =>
      bytes.subarray(at * chunk, (at + 1) * chunk),
    );
    return Promise.resolve(Readable.from(parts, { objectMode: false }));
  };
  return { plan: planArchive({ folder: 'LINTEL-A-defence-1', sealedAt, entries }), open };
}

const read = (plan: ArchivePlan, open: OpenEntry, start: number, end: number): Promise<Buffer> =>
  buffer(openArchive(plan, open, { start, end }));

const anyContents = fc.array(
  fc.uint8Array({ maxLength: 3_000 }).map((bytes) => Buffer.from(bytes)),
  {
    maxLength: 8,
  },
);

describe('a range of an archive', () => {
  it('is the slice of the whole, whatever the entries', async () => {
    await fc.assert(
      fc.asyncProperty(anyContents, fc.nat(), fc.nat(), async (contents, one, other) => {
        const { plan, open } = archiveOf(contents);
        const whole = await read(plan, open, 0, plan.totalSize - 1);
        expect(whole.length).toBe(plan.totalSize);
        const [start = 0, end = 0] = [one % plan.totalSize, other % plan.totalSize].sort((a, b) => a - b);
        expect((await read(plan, open, start, end)).equals(whole.subarray(start, end + 1))).toBe(true);
      }),
    );
  });

  it('of one byte is right at every offset', async () => {
    const { plan, open } = archiveOf([Buffer.from('one'), Buffer.alloc(0), Buffer.from('three')]);
    const whole = await read(plan, open, 0, plan.totalSize - 1);
    for (let at = 0; at < plan.totalSize; at += 1) {
      expect((await read(plan, open, at, at)).equals(whole.subarray(at, at + 1))).toBe(true);
    }
  });

  it('asks an object for no more than it sends', async () => {
    const asked: unknown[] = [];
    const entries = [entryOf('data/a', Buffer.alloc(100)), entryOf('data/b', Buffer.alloc(100))];
    const plan = planArchive({ folder: 'b', sealedAt, entries });
    const open: OpenEntry = ({ path }, span) => {
      asked.push({ path, ...span });
      return Promise.resolve(Readable.from([Buffer.alloc(span.end - span.start + 1)]));
    };
    const first = plan.starts[1] ?? 0;
    await read(plan, open, first - 10, first + 50);
    expect(asked).toEqual([
      { path: 'data/a', start: 90, end: 99 },
      { path: 'data/b', start: 0, end: 12 },
    ]);
  });

  it.each([
    [-1, 5],
    [5, 4],
    [0, 1e9],
    [0.5, 4],
    [NaN, 1],
  ])('from %d to %d is refused', (start, end) => {
    const { plan, open } = archiveOf([Buffer.from('x')]);
    expect(() => openArchive(plan, open, { start, end })).toThrow(RangeError);
  });

  it('splits anywhere beyond 4 GiB and 65,535 entries', async () => {
    const zeros = Buffer.alloc(70_000);
    const sized = (size: number, index: number): ArchiveEntry => ({
      ...entryOf(`data/${index}`, zeros),
      size,
    });
    const sizes = [
      5 * GiB,
      0xffffffff,
      0xfffffffe,
      ...Array.from({ length: 66_000 }, (_, index) => index % 3),
    ];
    const plan = planArchive({ folder: 'b', sealedAt, entries: sizes.map(sized) });
    const open: OpenEntry = (_, { start, end }) =>
      Promise.resolve(Readable.from([zeros.subarray(0, end - start + 1)]));
    const joints = [
      ...plan.starts.slice(0, 6),
      plan.directory.start,
      plan.totalSize - 60,
      plan.totalSize - 1,
    ];
    await fc.assert(
      fc.asyncProperty(
        fc.constantFrom(...joints),
        fc.integer({ min: -300, max: 300 }),
        fc.tuple(fc.nat(400), fc.nat(400)),
        async (joint, shift, [left, right]) => {
          const middle = Math.min(Math.max(joint + shift, 1), plan.totalSize - 1);
          const [start, end] = [Math.max(0, middle - 1 - left), Math.min(plan.totalSize - 1, middle + right)];
          const parts = [await read(plan, open, start, middle - 1), await read(plan, open, middle, end)];
          expect(Buffer.concat(parts).equals(await read(plan, open, start, end))).toBe(true);
        },
      ),
      { numRuns: 20 },
    );
  });
});

describe('a source that is not what was sealed', () => {
  const bytes = Buffer.alloc(50_000, 1);
  const plan = planArchive({
    folder: 'b',
    sealedAt,
    entries: [entryOf('data/a', bytes), entryOf('data/b', bytes)],
  });
  const all = { start: 0, end: plan.totalSize - 1 };
  const giving = (source: () => Readable): Promise<Buffer> =>
    buffer(openArchive(plan, () => Promise.resolve(source()), all));
  const halfway = (end: (source: Readable) => void) => (): Readable => {
    const source = new Readable({ read: () => undefined });
    source.push(bytes.subarray(0, 100));
    setImmediate(() => end(source));
    return source;
  };

  it.each([
    ['short', () => Readable.from([bytes.subarray(1)])],
    ['long', () => Readable.from([bytes, Buffer.alloc(1)])],
    ['empty', () => Readable.from([])],
    ['broken half-way', halfway((source) => source.destroy(new Error('disk')))],
    ['closed half-way', halfway((source) => source.destroy())],
  ])('%s: the stream breaks', async (_, source) => {
    await expect(giving(source)).rejects.toThrow(EntryBroken);
  });

  it('missing: the stream breaks, with the cause', async () => {
    const stream = openArchive(plan, () => Promise.reject(new Error('no such object')), all);
    await expect(buffer(stream)).rejects.toMatchObject({ position: 0, cause: { message: 'no such object' } });
  });

  it('has grown since: the store is asked to the end, and it is noticed', async () => {
    const read = jest.fn(() => Promise.resolve(Readable.from([bytes, Buffer.alloc(1)])));
    await expect(buffer(openArchive(plan, fromEvidence({ read }), all))).rejects.toThrow(EntryBroken);
    expect(read).toHaveBeenCalledWith(plan.entries[0]?.object, { start: 0 });
  });

  it('names no path: that may be somebody’s own words', () => {
    expect(new EntryBroken(3, 10, 9).message).toBe('entry 3 of the archive: expected 10 bytes, found 9');
  });
});

describe('an archive that is left alone', () => {
  let given = 0;
  const endless = (): Readable =>
    new Readable({
      read() {
        given += 65_536;
        this.push(Buffer.alloc(65_536));
      },
    });
  const plan = planArchive({
    folder: 'b',
    sealedAt,
    entries: [{ ...entryOf('a', Buffer.alloc(1)), size: 20 * GiB }],
  });
  const all = { start: 0, end: plan.totalSize - 1 };

  it('reads no further than it is read', async () => {
    const stream = openArchive(plan, () => Promise.resolve(endless()), all);
    await once(stream, 'readable');
    for (let turns = 0; turns < 100; turns += 1) await turn();
    expect(given).toBeLessThan(1_000_000);
    expect(stream.readableLength).toBeLessThan(1_000_000);
    stream.destroy();
  });

  it('closes its source', async () => {
    const source = endless();
    const stream = openArchive(plan, () => Promise.resolve(source), { start: 100, end: 1e9 });
    await once(stream, 'readable');
    stream.destroy();
    await turn();
    expect(source.destroyed).toBe(true);
  });

  it('closes a source that had not opened yet', async () => {
    const source = endless();
    let give: (source: Readable) => void = () => undefined;
    const opening = new Promise<Readable>((resolve) => (give = resolve));
    const stream = openArchive(plan, () => opening, { start: 100, end: 200 }).on('error', () => undefined);
    stream.read();
    await turn();
    stream.destroy();
    give(source);
    await turn();
    expect(source.destroyed).toBe(true);
  });
});

describe('a plan', () => {
  const entry = entryOf('data/a', Buffer.from('x'));
  const plan = (change: Partial<ArchiveEntry> = {}, at = sealedAt, folder = 'b'): string =>
    planArchive({ folder, sealedAt: at, entries: [{ ...entry, ...change }] }).etag;

  it('has one entity tag for the same bytes and another for any other', () => {
    expect(plan()).toBe(plan());
    const tags = [
      plan(),
      plan({ path: 'data/b' }),
      plan({ size: 2 }),
      plan({ crc32: 1 }),
      plan({ sha256: sha256Hex('1'.repeat(64)) }),
      plan({}, new Date('2026-11-24T14:26:53Z')),
      plan({}, sealedAt, 'c'),
    ];
    expect(new Set(tags).size).toBe(tags.length);
    expect(plan({ object: evidenceKey('elsewhere') })).toBe(plan());
  });

  it.each<[BadArchiveEntry['why'], Partial<ArchiveEntry>[]]>([
    ['unsafe path', [{ path: '../a' }]],
    ['unsafe path', [{ path: 'data/a\n' }]],
    ['path used twice', [{}, {}]],
    ['file and folder', [{ path: 'data/a' }, { path: 'data/a/b' }]],
    ['size', [{ size: -1 }]],
    ['size', [{ size: 1.5 }]],
    ['crc32', [{ crc32: -1 }]],
    ['crc32', [{ crc32: 2 ** 32 }]],
  ])('refuses %s: %j', (why, changes) => {
    const entries = changes.map((change) => ({ ...entry, ...change }));
    expect(() => planArchive({ folder: 'b', sealedAt, entries })).toThrow(
      expect.objectContaining({ why }) as Error,
    );
  });

  it.each([
    ['2026-11-24T14:26:51Z', '2026-11-24T14:26:50Z'],
    ['1970-01-01T00:00:00Z', '1980-01-01T00:00:00Z'],
    ['2999-01-01T00:00:00Z', '2107-12-31T23:59:58Z'],
    ['never', '1980-01-01T00:00:00Z'],
  ])('writes %s as %s', (given, written) => {
    const { date, time } = dosTime(new Date(given));
    const parts = [
      1980 + (date >> 9),
      (date >> 5) & 15,
      date & 31,
      time >> 11,
      (time >> 5) & 63,
      (time & 31) * 2,
    ];
    const [year = 0, month = 0, day, hour, minute, second] = parts;
    expect(new Date(Date.UTC(year, month - 1, day, hour, minute, second))).toEqual(new Date(written));
  });
});
