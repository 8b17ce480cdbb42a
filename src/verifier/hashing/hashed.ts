import type { BagItem, Digests } from '../bag/reader';

/** What one pass over the bytes of a file tells. */
export interface Hashed {
  /** Lower-case hexadecimal. */
  readonly sha256: string;
  readonly bytes: number;
}

/** Reads a file once, from its first byte to its last. It may be asked for many at a time. */
export type HashFile = (item: BagItem) => Promise<Hashed>;

/** Reads the files of one bundle, in as many threads as it likes. */
export interface Hasher {
  readonly hash: HashFile;
  /** Always called, and once. */
  readonly end: () => void;
}

/** Told of bytes that were just read. */
export type OnBytes = (bytes: number) => void;

/** SHA-256 alone: a bundle has no other. */
export const sha256Digests = (hash: HashFile): Digests => ({
  knows: (algorithm) => algorithm === 'sha256',
  of: async (item) => {
    const { bytes, sha256 } = await hash(item);
    return { bytes, sums: new Map([['sha256', sha256]]) };
  },
});
