/**
 * Bytes that are lent piece by piece: each is overwritten by the next, so whoever is given one has done with it before asking on.
 * What passes through so leaves nothing for the collector of memory. To be closed, also where it was never read.
 */
export interface Lent extends AsyncIterable<Buffer> {
  close(): Promise<void>;
}

/** One piece that was lent. Whoever has it gives it back once it is done with, or never: then it is collected. */
export interface LentPiece {
  readonly bytes: Buffer;
  giveBack(): void;
}
