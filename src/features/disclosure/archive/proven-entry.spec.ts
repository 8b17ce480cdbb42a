import { createHash } from 'node:crypto';
import { Readable } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import { crc32 } from 'node:zlib';
import { eachPiece, type Lent } from '../../../kernel/lent';
import { sha256Hex } from '../../../kernel/ids';
import { evidenceKey } from '../../../platform/object-store';
import { archiveObject } from './archive-object';
import { planArchive } from './plan-archive';
import type { ArchiveEntry, ByteSpan, LendEntry, OpenEntry } from './plan';

const MEBIBYTE = 1024 ** 2;
const PIECE = 100_000;
const [SMALL, LARGE] = [Buffer.alloc(20_000, 'page '), Buffer.alloc(5 * MEBIBYTE, 'film ')];
const SEALED = [SMALL, Buffer.alloc(0), LARGE];

const entries: readonly ArchiveEntry[] = SEALED.map((bytes, at) => ({
  ...{ path: `data/${at}`, size: bytes.length, crc32: crc32(bytes), object: evidenceKey(`bundles/b/${at}`) },
  sha256: sha256Hex(createHash('sha256').update(bytes).digest('hex')),
}));
const plan = planArchive({ folder: 'b', sealedAt: new Date(0), entries });

/** What lies in the store now. */
let stored: Buffer[];
let open: number;
beforeEach(() => {
  stored = [...SEALED];
  open = 0;
});

const part = ({ object }: ArchiveEntry, { start, end }: ByteSpan): Buffer =>
  (stored[Number(object.split('/').at(-1))] ?? Buffer.alloc(0)).subarray(start, end + 1);

const read: OpenEntry = (entry, span) => {
  const bytes = part(entry, span);
  return Promise.resolve(
    Readable.from(
      (function* () {
        for (let at = 0; at < bytes.length; at += PIECE) yield bytes.subarray(at, at + PIECE);
      })(),
    ),
  );
};
/** In one buffer again and again. */
const lend: LendEntry = (entry, span) => {
  const bytes = part(entry, span);
  const piece = Buffer.alloc(PIECE);
  let at = 0;
  let isOpen = true;
  open += 1;
  const lent: Lent = {
    next(taken) {
      const length = bytes.copy(piece, 0, at, at + PIECE);
      at += length;
      if (length === 0) taken(null);
      else taken(null, piece.subarray(0, length));
    },
    close() {
      if (isOpen) open -= 1;
      isOpen = false;
      return Promise.resolve();
    },
  };
  return Promise.resolve(lent);
};

const WAYS = [
  ['read', archiveObject(plan, read)],
  ['lent', archiveObject(plan, read, lend)],
] as const;
const ALL: ByteSpan = { start: 0, end: plan.totalSize - 1 };
/** Of the first entry's bytes: after its header. */
const OF_PAGE: ByteSpan = { start: 100, end: 110 };

describe.each(WAYS)('an archive that is %s', (_, object) => {
  const given = async (span: ByteSpan): Promise<Buffer> => {
    const opened = await object.open(span);
    if (opened instanceof Readable) return buffer(opened);
    const pieces: Buffer[] = [];
    if ('next' in opened) for await (const piece of eachPiece(opened)) pieces.push(Buffer.from(piece));
    return Buffer.concat(pieces);
  };
  const other = (at: number): void => {
    const bytes = Buffer.from(SEALED[at] ?? []);
    bytes[7] = 0;
    stored[at] = bytes;
  };
  afterEach(() => expect(open).toBe(0));

  it('is what was sealed, whole and in parts', async () => {
    const whole = await given(ALL);
    expect(whole.includes(SMALL)).toBe(true);
    expect(whole.includes(LARGE)).toBe(true);
    for (const span of [OF_PAGE, { start: 21_000, end: 4 * MEBIBYTE }, { start: 5, end: ALL.end - 5 }])
      expect((await given(span)).equals(whole.subarray(span.start, span.end + 1))).toBe(true);
  });

  it('gives no byte of a small entry that is another, of as many bytes, whatever part is asked for', async () => {
    other(0);
    const broken = { position: 0, found: 0, cause: { name: 'EntryDamaged' } };
    await expect(given(ALL)).rejects.toMatchObject(broken);
    await expect(given(OF_PAGE)).rejects.toMatchObject(broken);
  });

  it('breaks off before the last bytes of a large one that is another', async () => {
    other(2);
    await expect(given(ALL)).rejects.toMatchObject({ position: 2, cause: { name: 'EntryDamaged' } });
  });
});
