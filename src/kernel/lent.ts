/**
 * Bytes that are lent piece by piece: each is overwritten by the next, so whoever is given one has done with it before asking on.
 * What passes through so leaves nothing for the collector of memory. To be closed, also where it was never read.
 */
export interface Lent extends AsyncIterable<Buffer> {
  close(): Promise<void>;
}
