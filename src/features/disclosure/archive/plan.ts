import type { Readable } from 'node:stream';
import type { Lent } from '../../../kernel/lent';
import type { Sha256Hex } from '../../../kernel/ids';
import type { EvidenceKey } from '../../../platform/object-store';

/** One file of a sealed bundle: where it lies in the bag and which stored object holds its bytes. */
export interface ArchiveEntry {
  /** Below the bag's folder, with `/`: `data/originals/AB-1/clip.mp4`. See `isSafePath`. */
  readonly path: string;
  /** Bytes. */
  readonly size: number;
  /** ZIP's CRC-32, unsigned. */
  readonly crc32: number;
  readonly sha256: Sha256Hex;
  readonly object: EvidenceKey;
}

/** What is fixed when a bundle is sealed. The same input gives the same bytes, for ever. */
export interface ArchiveInput {
  /** The one top folder of the archive, which is the bag's base directory. See `isSafeName`. */
  readonly folder: string;
  /** Written to every entry as its time, in UTC, to two seconds (a ZIP holds no finer one). */
  readonly sealedAt: Date;
  /** In the order in which they are streamed. */
  readonly entries: readonly ArchiveEntry[];
}

/** Where every byte of the ZIP will be, without any of them having been read. Made by `planArchive`. */
export interface ArchivePlan extends ArchiveInput {
  /** Bytes of the whole ZIP file. */
  readonly totalSize: number;
  /** Strong entity tag without quotes: it covers the layout and the SHA-256 of every entry. */
  readonly etag: string;
  /** Offset of each entry's local header, in the order of `entries`. */
  readonly starts: readonly number[];
  /** Offset and length of the central directory. */
  readonly directory: { readonly start: number; readonly size: number };
}

/** First and last byte, both included, counted from 0. */
export interface ByteSpan {
  readonly start: number;
  readonly end: number;
}

/** Opens exactly the bytes of `span` of an entry's object. Never asked for an empty span. */
export type OpenEntry = (entry: ArchiveEntry, span: ByteSpan) => Promise<Readable>;

/** As OpenEntry, lent. */
export type LendEntry = (entry: ArchiveEntry, span: ByteSpan) => Promise<Lent>;

/** @throws RangeError for a span outside the archive */
export function requireWithin({ totalSize }: ArchivePlan, { start, end }: ByteSpan): void {
  const whole = Number.isSafeInteger(start) && Number.isSafeInteger(end);
  if (!whole || start < 0 || end < start || end >= totalSize)
    throw new RangeError('no such part of the archive');
}
