import { createHash } from 'node:crypto';
import { Readable } from 'node:stream';
import { eachPiece, type Lent, type Taken } from '../../../kernel/lent';
import type { ArchiveEntry, ByteSpan, LendEntry, OpenEntry } from './plan';

/** Up to here an entry is read and hashed as a whole before any byte of it is given, whatever part of it is asked for. Bytes. */
const SMALL = 4 * 1024 ** 2;

/** The store gave other bytes than were sealed. */
class EntryDamaged extends Error {
  constructor() {
    super('the stored file is not the one that was sealed');
    this.name = 'EntryDamaged';
  }
}

const isWhole = ({ size }: ArchiveEntry, { start, end }: ByteSpan): boolean =>
  start === 0 && end === size - 1;

const wholeOf = ({ size }: ArchiveEntry): ByteSpan => ({ start: 0, end: size - 1 });

/** Hashes what passes. The last byte passes only where the whole is right. */
class Proof {
  private readonly hash = createHash('sha256');
  private seen = 0;

  constructor(private readonly entry: ArchiveEntry) {}

  /** Of more bytes than were sealed the reader of the archive speaks. */
  isRightSoFar(piece: Uint8Array): boolean {
    const { size, sha256 } = this.entry;
    this.seen += piece.length;
    if (this.seen > size) return true;
    this.hash.update(piece);
    return this.seen < size || this.hash.digest('hex') === sha256;
  }
}

/** @throws EntryDamaged */
async function provenPart(
  entry: ArchiveEntry,
  span: ByteSpan,
  pieces: AsyncIterable<Uint8Array>,
): Promise<Buffer> {
  const { size, sha256 } = entry;
  const bytes = Buffer.alloc(size);
  let found = 0;
  for await (const piece of pieces) {
    if (found + piece.length > size) throw new EntryDamaged();
    bytes.set(piece, found);
    found += piece.length;
  }
  const isRight = found === size && createHash('sha256').update(bytes).digest('hex') === sha256;
  if (!isRight) throw new EntryDamaged();
  return bytes.subarray(span.start, span.end + 1);
}

/** What is in memory, lent in one piece. */
function inMemory(bytes: Buffer): Lent {
  let left: Buffer | undefined = bytes;
  return {
    next: (taken) => {
      const piece = left;
      left = undefined;
      if (piece === undefined) taken(null);
      else taken(null, piece);
    },
    close: () => Promise.resolve(),
  };
}

const provenAsItPasses = (entry: ArchiveEntry, lent: Lent): Lent => {
  const proof = new Proof(entry);
  return {
    next: (taken: Taken) =>
      lent.next((error, piece) => {
        if (piece !== undefined && !proof.isRightSoFar(piece)) taken(new EntryDamaged());
        else taken(error, piece);
      }),
    close: () => lent.close(),
  };
};

async function* provenPieces(entry: ArchiveEntry, pieces: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
  const proof = new Proof(entry);
  for await (const piece of pieces) {
    if (!proof.isRightSoFar(piece)) throw new EntryDamaged();
    yield piece;
  }
}

/**
 * An archive gives out only what was sealed: a small entry is compared before its first byte, a larger one before its last. Of a large
 * one of which only a part is asked for nothing can be compared; its reader finds that out by the signed list.
 */
export const provenOpen =
  (open: OpenEntry): OpenEntry =>
  async (entry, span) => {
    if (entry.size <= SMALL)
      return Readable.from([await provenPart(entry, span, await open(entry, wholeOf(entry)))]);
    const stream = await open(entry, span);
    if (!isWhole(entry, span)) return stream;
    return Readable.from(provenPieces(entry, stream), { objectMode: false });
  };

/** As `provenOpen`, lent. */
export const provenLend =
  (lend: LendEntry): LendEntry =>
  async (entry, span) => {
    if (entry.size <= SMALL)
      return inMemory(await provenPart(entry, span, eachPiece(await lend(entry, wholeOf(entry)))));
    const lent = await lend(entry, span);
    return isWhole(entry, span) ? provenAsItPasses(entry, lent) : lent;
  };
