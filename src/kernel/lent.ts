/** A piece; nothing at the end; or why there is none. */
export type Taken = (error: Error | null, piece?: Buffer) => void;

/**
 * Bytes that are lent piece by piece: each is overwritten by the next, so whoever is given one has done with it before asking on.
 * What passes through so leaves nothing for the collector of memory, and no promise: Node 20 calls back at each step of each of them once
 * something remembers what a request is about (AsyncLocalStorage), which cost as much again as reading and writing. To be closed, also
 * where it was never read.
 */
export interface Lent {
  /** Calls `taken` once, now or later. Not to be asked while it has not, nor after an error, the end or `close`. */
  next(taken: Taken): void;
  /** What is being read is waited for. As often as one likes. */
  close(): Promise<void>;
}

/** One piece that was lent. Whoever has it gives it back once it is done with, or never: then it is collected. */
export interface LentPiece {
  readonly bytes: Buffer;
  giveBack(): void;
}

/** All pieces, for whom it matters little what they cost. It is closed after the last, and where nobody asks on. */
export async function* eachPiece(lent: Lent): AsyncGenerator<Buffer> {
  const next = (): Promise<Buffer | undefined> =>
    new Promise((resolve, reject) => {
      lent.next((error, piece) => {
        if (error === null) resolve(piece);
        else reject(error);
      });
    });
  try {
    for (let piece = await next(); piece !== undefined; piece = await next()) yield piece;
  } finally {
    await lent.close();
  }
}
