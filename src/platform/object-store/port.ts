import type { FileHandle } from 'node:fs/promises';
import type { Readable } from 'node:stream';
import type { DataStore, Upload } from '@tus/server';
import type { Lent, LentPiece } from '../../kernel/lent';
import type { Digest, ExpectedDigest } from '../digest';
import type { EvidenceKey, IncomingKey } from './keys';
import type { ByteRange } from './range';
import type { EvidenceSource } from './source';

export interface ObjectStat {
  readonly size: number;
  readonly modifiedAt: Date;
}

export interface IncomingEntry extends ObjectStat {
  readonly key: IncomingKey;
}

/** A store that keeps an object as a plain file can name it, for a tool that reads files and nothing else. */
export interface LocalFiles<Key> {
  /** The object's own file, to be read and never written. Absent where objects are not files. */
  localPath?(key: Key): string;
}

/** The store for @tus/server: an upload's id is an IncomingKey. It is asked, and written to, under the lock of the upload. */
export interface UploadStore extends DataStore {
  /**
   * As `create`, for an upload whose first bytes come at once: its record goes to the disk beside them, and `write` ends only when both are
   * durable. `undefined`, and nothing is done, where something of it is there already. Absent where nothing is won by it.
   * @throws StorageFull
   */
  createBeside?(upload: Upload): Promise<Upload | undefined>;
  /** Resolves when no record of it is on its way any more. To be awaited before its lock goes, since not every begun upload is written. */
  settled?(id: string): Promise<void>;
}

/** Short-lived drafts. Everything here may be removed; nothing here is evidence. */
export interface IncomingStore extends LocalFiles<IncomingKey> {
  /** Rejects while the area cannot be used at all. */
  check(): Promise<void>;
  /**
   * The caller reads the stream to its end or destroys it.
   * @throws NotFound @throws RangeNotSatisfiable
   */
  read(key: IncomingKey, range?: ByteRange): Promise<Readable>;
  /** @throws NotFound */
  stat(key: IncomingKey): Promise<ObjectStat>;
  /** Removes the object with tus's records of it. Removing what is not there succeeds. */
  remove(key: IncomingKey): Promise<void>;
  /** Every object and unfinished upload once, in no promised order. An unfinished one may have size 0. */
  list(prefix?: string): AsyncIterable<IncomingEntry>;
  /** Bytes that may still be written, above the configured reserve; undefined where the store cannot tell. */
  freeBytes(): Promise<number | undefined>;
  /**
   * Stores a whole file and returns what was stored, durable. On any failure nothing is left.
   * @throws ObjectTooLarge over `limitBytes` @throws StorageFull @throws ObjectExists
   */
  write(key: IncomingKey, source: AsyncIterable<Uint8Array>, limitBytes: number): Promise<Digest>;
  /** Its writes throw StorageFull when there is no room. */
  tusDataStore(): UploadStore;
  /**
   * Takes a finished object out of the reach of who received it: into another folder, or under a name that its key does not open.
   * For the worker alone. May be repeated. What came later under the same name is never read.
   */
  take(key: IncomingKey): Promise<void>;
  /** Every object that was taken. */
  taken(): AsyncIterable<IncomingKey>;
  /** Finishes an upload by tus all of whose bytes came, where the store's last step failed. Others are left as they are. */
  settle(key: IncomingKey): Promise<void>;
  /**
   * Makes a finished upload durable. To be awaited, under the lock of the upload, before anyone is told that it was received: what a disk
   * did not keep is cut off. @throws NotFound
   */
  finish(key: IncomingKey): Promise<ObjectStat>;
  /**
   * The same for an upload that this process itself has had made durable, whole and by name: nothing is left to do, and no lock is needed.
   * `undefined` for every other. Absent where no process knows more than another.
   */
  finished?(key: IncomingKey): Promise<ObjectStat | undefined>;
  /** Removes the leftovers of writes that died before `olderThan`; returns how many. Uploads by tus are not touched. */
  sweep(olderThan: Date): Promise<number>;
}

export interface EvidenceStat extends ObjectStat {
  /** Object Lock's date. Undefined on a file system, which only takes the right to write away (mode 0444). */
  readonly lockedUntil?: Date;
  /** The version read by `read` at the moment, where the store keeps versions. */
  readonly version?: string;
}

export interface EvidenceEntry extends ObjectStat {
  readonly key: EvidenceKey;
}

/** What `readPart` gives at most: what caches of a processor hold, and a connection takes at once. Bytes. */
export const PART_BYTES = 256 * 1024;

export interface EvidenceReader extends LocalFiles<EvidenceKey> {
  /** Opens the object to be read by a descriptor. The caller closes it. Absent where objects are not files. @throws NotFound */
  openFile?(key: EvidenceKey): Promise<FileHandle>;
  /** At most PART_BYTES at once, in memory, and lent; fewer bytes where the object ends. Absent where that is no faster. @throws NotFound */
  readPart?(key: EvidenceKey, range: Required<ByteRange>): Promise<LentPiece>;
  /** As `read`, lent. Absent where objects are not files. @throws NotFound @throws RangeNotSatisfiable */
  readonly lend?: (key: EvidenceKey, range?: ByteRange) => Promise<Lent>;
  /** Rejects while the area cannot be used at all. */
  check(): Promise<void>;
  /** @throws NotFound */
  stat(key: EvidenceKey): Promise<EvidenceStat>;
  /**
   * The caller reads the stream to its end or destroys it.
   * @throws NotFound @throws RangeNotSatisfiable
   */
  read(key: EvidenceKey, range?: ByteRange): Promise<Readable>;
}

/** What is in evidence now, hashed from what was read back, never from what was sent. */
export interface Stored extends Digest {
  readonly lockedUntil?: Date;
  readonly version?: string;
  /** True when these bytes were there already: the call changed nothing but, perhaps, the lock. */
  readonly existed: boolean;
}

/** Only the worker has it. There is no way to change or remove what is in evidence. */
export interface EvidenceStore extends EvidenceReader {
  /**
   * Makes an incoming object evidence and locks it. The incoming object stays: the caller removes it after its
   * transaction. May be repeated, also when the incoming object is gone.
   * @throws NotFound no such incoming object @throws IntegrityMismatch the bytes are not `expected`
   * @throws EvidenceConflict other bytes are there already @throws StorageFull
   */
  promote(from: IncomingKey, to: EvidenceKey, expected: ExpectedDigest): Promise<Stored>;
  /**
   * Stores what was derived (a rendition, a receipt) and locks it. The same bytes again succeed.
   * @throws EvidenceConflict other bytes are there already @throws IntegrityMismatch @throws StorageFull
   */
  put(key: EvidenceKey, source: EvidenceSource, options: { readonly contentType: string }): Promise<Stored>;
  /** By name, in the order of their code units. `after`: only those that come later in it. */
  list(prefix?: string, after?: string): AsyncIterable<EvidenceEntry>;
  /** Moves the lock to a later date, never to an earlier one; returns the date that holds. @throws NotFound */
  extendLock(key: EvidenceKey, until: Date): Promise<Date | undefined>;
  /** Removes the leftovers of writes that died before `olderThan`; returns how many. */
  sweep(olderThan: Date): Promise<number>;
}

/** A stored file in the place of a damaged one. */
export interface Mended extends Stored {
  /** Under which it is read from now on: where the store keeps versions, another one. */
  readonly key: EvidenceKey;
  /** A further version that the store had, or the copy that was given. */
  readonly from: 'version' | 'copy';
}

/** For the operator's repair alone: what is right takes the place of what is damaged, and nothing else ever does. */
export interface EvidenceMender extends EvidenceReader {
  /**
   * Looks for the expected bytes in the store's other versions, then in the copy. Nothing changes unless they were found,
   * and were read back as they were stored.
   * @param copy opens the copy from its beginning
   * @throws NoRightCopy
   */
  mend(key: EvidenceKey, expected: ExpectedDigest, copy?: () => EvidenceSource): Promise<Mended>;
}

/**
 * The one way to remove evidence. Only the worker's disposals hold it, apart from the EvidenceStore: what stores, renders or
 * sweeps cannot remove.
 */
export interface EvidenceEraser {
  /** When the last lock on the object ends; undefined when none holds it, or it is not there. @throws StillLocked without a date */
  lockedUntil(key: EvidenceKey): Promise<Date | undefined>;
  /**
   * Removes the object with every version of it, for good. `false` when there was nothing: it may be repeated, also after a
   * process died in the middle. A lock is never bypassed. @throws StillLocked and nothing is removed
   */
  erase(key: EvidenceKey): Promise<boolean>;
}
