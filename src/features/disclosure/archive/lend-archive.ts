import type { Lent } from '../../../kernel/lent';
import { EntryBroken } from './entry-broken';
import { piecesOf, type Piece } from './pieces';
import { requireWithin, type ArchivePlan, type ByteSpan, type LendEntry } from './plan';

/** What an entry's object lends, as many bytes as were sealed. @throws EntryBroken */
async function* lentEntry(
  { position, entry, span }: Piece & { kind: 'entry' },
  lend: LendEntry,
): AsyncGenerator<Buffer> {
  const expected = span.end - span.start + 1;
  let found = 0;
  try {
    for await (const piece of await lend(entry, span)) {
      found += piece.length;
      if (found > expected) break;
      yield piece;
    }
  } catch (cause) {
    throw new EntryBroken(position, expected, found, { cause });
  }
  if (found !== expected) throw new EntryBroken(position, expected, found);
}

async function* lentPieces(plan: ArchivePlan, lend: LendEntry, span: ByteSpan): AsyncGenerator<Buffer> {
  for (const piece of piecesOf(plan, span))
    if (piece.kind === 'bytes') yield piece.bytes;
    else yield* lentEntry(piece, lend);
}

/** As `openArchive`, for a store that lends what it has. @throws RangeError for a span outside the archive; EntryBroken as it is read */
export function lendArchive(plan: ArchivePlan, lend: LendEntry, span: ByteSpan): Lent {
  requireWithin(plan, span);
  const pieces = lentPieces(plan, lend, span);
  return {
    [Symbol.asyncIterator]: () => pieces,
    close: async () => {
      await pieces.return(undefined);
    },
  };
}
