/** What lies in a bag, relative to its base directory, with `/` between names. */
export interface BagItem {
  readonly path: string;
  /** `other`: a link, a device, anything whose bytes may lie outside the bag. It is never read. */
  readonly kind: 'file' | 'folder' | 'other';
  /** Bytes; 0 for what is not a file. */
  readonly size: number;
  /** Where its bytes lie, when that is known. */
  readonly place?: Place;
  /** What the container of the file says of its bytes, unsigned. */
  readonly crc32?: number;
}

/** Bytes of a file of this machine (by its path), of one that was chosen in a browser, or of a container. */
export interface Place {
  /** Without it, the container that is being read. */
  readonly from?: string | Blob;
  readonly start: number;
  /** Without it, up to the end of the file. */
  readonly end?: number;
  /** Compressed with DEFLATE (RFC 1951). */
  readonly packed?: boolean;
}

/** A bag in a folder, a ZIP or a browser's file list. It is asked only for paths that it listed itself as files. */
export interface BagReader {
  /** Everything below the base directory. A folder that holds something need not be listed itself. */
  list(): Promise<readonly BagItem[]>;
  /** May throw: the file then counts as unreadable. */
  read(path: string): AsyncIterable<Uint8Array>;
}

/** One running checksum. */
export interface Checksum {
  update(chunk: Uint8Array): void;
  /** Ends it. Lower-case hexadecimal. */
  hex(): string;
}

/** Starts a checksum by its normalised name (`sha256`); undefined when that algorithm is not known here. */
export type Checksums = (algorithm: string) => Checksum | undefined;

/** What was read of a file from its first byte to its last. */
export interface Digest {
  readonly bytes: number;
  /** Lower-case hexadecimal, by algorithm. */
  readonly sums: ReadonlyMap<string, string>;
}

/** Reads whole files. It may be asked for all files of a bag at once. */
export interface Digests {
  knows(algorithm: string): boolean;
  /** May fail: the file then counts as unreadable. */
  of(item: BagItem, algorithms: readonly string[]): Promise<Digest>;
}
