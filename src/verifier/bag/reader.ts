/** What lies in a bag, relative to its base directory, with `/` between names. */
export interface BagItem {
  readonly path: string;
  /** `other`: a link, a device, anything whose bytes may lie outside the bag. It is never read. */
  readonly kind: 'file' | 'folder' | 'other';
  /** Bytes; 0 for what is not a file. */
  readonly size: number;
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
