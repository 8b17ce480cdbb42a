import type { Lent, Taken } from '../../../kernel/lent';
import { EntryBroken } from './entry-broken';
import { piecesOf, type Piece } from './pieces';
import { requireWithin, type ArchivePlan, type ByteSpan, type LendEntry } from './plan';

/** What one entry's object lends. */
interface Open {
  readonly lent: Lent;
  readonly position: number;
  /** Bytes: as many as were sealed. */
  readonly expected: number;
  found: number;
}

/** The pieces of an archive, one entry's object open at a time. */
class LentArchive implements Lent {
  private readonly pieces: Iterator<Piece, void>;
  private open: Open | undefined;
  /** An object that is about to be open. */
  private opening: Promise<unknown> = Promise.resolve();

  constructor(
    plan: ArchivePlan,
    private readonly lend: LendEntry,
    span: ByteSpan,
  ) {
    this.pieces = piecesOf(plan, span);
  }

  next(taken: Taken): void {
    if (this.open === undefined) this.nextPiece(taken);
    else this.nextOf(this.open, taken);
  }

  private nextPiece(taken: Taken): void {
    const piece = this.pieces.next();
    if (piece.done === true) taken(null);
    else if (piece.value.kind === 'bytes') taken(null, piece.value.bytes);
    else this.begin(piece.value, taken);
  }

  private begin({ position, entry, span }: Piece & { kind: 'entry' }, taken: Taken): void {
    const expected = span.end - span.start + 1;
    this.opening = this.lend(entry, span).then(
      (lent) => {
        this.open = { lent, position, expected, found: 0 };
        this.next(taken);
      },
      (cause: unknown) => taken(new EntryBroken(position, expected, 0, { cause })),
    );
  }

  private nextOf(open: Open, taken: Taken): void {
    const { position, expected } = open;
    const broken = (options?: ErrorOptions): void =>
      taken(new EntryBroken(position, expected, open.found, options));
    open.lent.next((cause, piece) => {
      open.found += piece?.length ?? 0;
      if (cause !== null) broken({ cause });
      else if (piece === undefined ? open.found !== expected : open.found > expected) broken();
      else if (piece === undefined) this.end(open, taken);
      else taken(null, piece);
    });
  }

  private end({ lent }: Open, taken: Taken): void {
    this.open = undefined;
    lent.close().then(() => this.next(taken), taken);
  }

  async close(): Promise<void> {
    await this.opening;
    await this.open?.lent.close();
  }
}

/** As `openArchive`, for a store that lends what it has. @throws RangeError for a span outside the archive; EntryBroken as it is read */
export function lendArchive(plan: ArchivePlan, lend: LendEntry, span: ByteSpan): Lent {
  requireWithin(plan, span);
  return new LentArchive(plan, lend, span);
}
