import { buffer } from 'node:stream/consumers';
import { Readable } from 'node:stream';
import { crc32 } from 'node:zlib';
import fc from 'fast-check';
import { sha256Hex } from '../../../kernel/ids';
import { evidenceKey } from '../../../platform/object-store';
import { eachPiece, type Lent } from '../../../kernel/lent';
import { lentFrom } from './archive-object';
import { EntryBroken } from './entry-broken';
import { lendArchive } from './lend-archive';
import type { ArchivePlan, ByteSpan, LendEntry, OpenEntry } from './plan';
import { planArchive } from './plan-archive';
import { openArchive } from './zip-stream';

const PIECE = 700;
let open = 0;
beforeEach(() => (open = 0));

/** One buffer again and again, which is nonsense as soon as the next piece is asked for. */
function lent(body: Buffer): Lent {
  open += 1;
  let isOpen = true;
  const close = (): Promise<void> => {
    if (isOpen) open -= 1;
    isOpen = false;
    return Promise.resolve();
  };
  const piece = Buffer.alloc(PIECE);
  let at = 0;
  return {
    next(taken) {
      piece.fill(0);
      const length = body.copy(piece, 0, at, at + PIECE);
      at += length;
      queueMicrotask(() => (length === 0 ? taken(null) : taken(null, piece.subarray(0, length))));
    },
    close,
  };
}

function archiveOf(contents: readonly Buffer[]): { plan: ArchivePlan; bytes: (key: string) => Buffer } {
  const entries = contents.map((bytes, index) => ({
    ...{ path: `data/${index}`, size: bytes.length, crc32: crc32(bytes) },
    ...{ sha256: sha256Hex('0'.repeat(64)), object: evidenceKey(`bundles/b/${index}`) },
  }));
  const bytes = (key: string): Buffer => contents[Number(key.split('/').at(-1))] ?? Buffer.alloc(0);
  return { plan: planArchive({ folder: 'b', sealedAt: new Date(0), entries }), bytes };
}

/** Copies what is lent before it asks on. */
async function taken(lending: Lent): Promise<Buffer> {
  const parts: Buffer[] = [];
  for await (const piece of eachPiece(lending)) parts.push(Buffer.from(piece));
  return Buffer.concat(parts);
}

const all = ({ totalSize }: ArchivePlan): ByteSpan => ({ start: 0, end: totalSize - 1 });
const contents = [Buffer.alloc(2_000, 1), Buffer.alloc(0), Buffer.alloc(700, 2)];

it('lends the bytes that are read, whatever the entries and the span', async () => {
  const any = fc.array(
    fc.uint8Array({ maxLength: 3_000 }).map((bytes) => Buffer.from(bytes)),
    { maxLength: 8 },
  );
  await fc.assert(
    fc.asyncProperty(any, fc.nat(), fc.nat(), async (files, one, other) => {
      const { plan, bytes } = archiveOf(files);
      const [start = 0, end = 0] = [one % plan.totalSize, other % plan.totalSize].sort((a, b) => a - b);
      const part = (key: string, span: ByteSpan): Buffer => bytes(key).subarray(span.start, span.end + 1);
      const lend: LendEntry = ({ object }, span) => Promise.resolve(lent(part(object, span)));
      const read: OpenEntry = ({ object }, span) => Promise.resolve(Readable.from([part(object, span)]));
      const expected = await buffer(openArchive(plan, read, { start, end }));
      expect((await taken(lendArchive(plan, lend, { start, end }))).equals(expected)).toBe(true);
      expect(open).toBe(0);
    }),
  );
});

it.each([
  ['shorter', (bytes: Buffer) => bytes.subarray(1)],
  ['longer', (bytes: Buffer) => Buffer.concat([bytes, Buffer.alloc(1)])],
  ['empty', () => Buffer.alloc(0)],
])('breaks off where an object is %s than what was sealed, and leaves nothing open', async (_, change) => {
  const { plan, bytes } = archiveOf(contents);
  const lend: LendEntry = ({ object }) => Promise.resolve(lent(change(bytes(object))));
  await expect(taken(lendArchive(plan, lend, all(plan)))).rejects.toThrow(EntryBroken);
  expect(open).toBe(0);
});

it('breaks off, with the cause, where an object is not there', async () => {
  const { plan } = archiveOf(contents);
  const lend: LendEntry = () => Promise.reject(new Error('no such object'));
  await expect(taken(lendArchive(plan, lend, all(plan)))).rejects.toMatchObject({
    ...{ position: 0, cause: { message: 'no such object' } },
  });
});

it('has an object lent to its end, so that one that has grown is noticed', async () => {
  const { plan } = archiveOf([contents[0] ?? Buffer.alloc(0)]);
  const lend = jest.fn(() =>
    Promise.resolve(lent(Buffer.concat([contents[0] ?? Buffer.alloc(0), Buffer.alloc(1)]))),
  );
  const entries = lentFrom({ lend });
  if (entries === undefined) throw new Error('it lends');
  await expect(taken(lendArchive(plan, entries, all(plan)))).rejects.toThrow(EntryBroken);
  expect(lend).toHaveBeenCalledWith('bundles/b/0', { start: 0 });
});

it('leaves nothing open where it is closed half-way, or was never read', async () => {
  const { plan, bytes } = archiveOf(contents);
  const lend: LendEntry = ({ object }) => Promise.resolve(lent(bytes(object)));
  const lending = lendArchive(plan, lend, all(plan));
  for await (const piece of eachPiece(lending)) if (piece.length === PIECE) break;
  await lending.close();
  await lendArchive(plan, lend, all(plan)).close();
  expect(open).toBe(0);
});

it('refuses a span outside of the archive', () => {
  const { plan } = archiveOf(contents);
  const lend: LendEntry = () => Promise.reject(new Error('it is not asked'));
  expect(() => lendArchive(plan, lend, { start: 0, end: plan.totalSize })).toThrow(RangeError);
});
