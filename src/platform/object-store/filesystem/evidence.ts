import { rm, type FileHandle } from 'node:fs/promises';
import type { Readable } from 'node:stream';
import { NotFound } from '../../../kernel/errors';
import type { Lent, LentPiece } from '../../../kernel/lent';
import { Digester, digestStream, sameBytes, type Digest, type ExpectedDigest } from '../../digest';
import { EvidenceConflict, IntegrityMismatch } from '../errors';
import { evidenceKey, incomingKey, isEvidenceKey, type EvidenceKey, type IncomingKey } from '../keys';
import type { EvidenceEntry, EvidenceReader, EvidenceStat, EvidenceStore, Stored } from '../port';
import type { ByteRange } from '../range';
import { chunksOf, type EvidenceSource } from '../source';
import { clone } from './clone';
import { READ_BYTES, rethrowDisk, writeStream, type Room } from './disk';
import type { Folder } from './folder';
import { lendFile } from './lend';
import { OpenFiles } from './open-files';
import { readPart } from './parts';
import { readFile } from './read';

const READ_ONLY = 0o444;

const whole = (file: FileHandle): Readable =>
  file.createReadStream({ start: 0, autoClose: false, highWaterMark: READ_BYTES });

export class FileEvidenceReader implements EvidenceReader {
  private readonly files = new OpenFiles(
    (key) => this.folder.open(key),
    (key) => this.folder.path(key),
  );

  constructor(protected readonly folder: Folder) {}

  check(): Promise<void> {
    return this.folder.check();
  }

  localPath(key: EvidenceKey): string {
    return this.folder.path(evidenceKey(key));
  }

  openFile(key: EvidenceKey): Promise<FileHandle> {
    return this.folder.open(evidenceKey(key));
  }

  async stat(key: EvidenceKey): Promise<EvidenceStat> {
    const file = await this.openFile(key);
    try {
      const { size, mtime } = await file.stat();
      return { size, modifiedAt: mtime };
    } finally {
      await file.close();
    }
  }

  async read(key: EvidenceKey, range?: ByteRange): Promise<Readable> {
    return readFile(this.folder, evidenceKey(key), range);
  }

  readonly lend = (key: EvidenceKey, range?: ByteRange): Promise<Lent> =>
    lendFile(this.files, evidenceKey(key), range);

  readPart(key: EvidenceKey, range: Required<ByteRange>): Promise<LentPiece> {
    return readPart(this.files, evidenceKey(key), range);
  }
}

/**
 * Evidence in a folder. Bytes get their name only after they were synced, read back and found right, so that a process
 * killed half way leaves nothing that can be seen.
 */
export class FileEvidenceStore extends FileEvidenceReader implements EvidenceStore {
  constructor(
    folder: Folder,
    /** Where an original may lie, the likeliest first. */
    private readonly sources: readonly Folder[],
    private readonly room: Room,
  ) {
    super(folder);
  }

  async promote(from: IncomingKey, to: EvidenceKey, expected: ExpectedDigest): Promise<Stored> {
    const source = incomingKey(from);
    const there = await this.findThere(evidenceKey(to), expected);
    if (there !== undefined) return there;
    const temporary = await this.folder.temporary(to);
    try {
      await this.copy(source, temporary);
      return await this.commit(temporary, to, expected);
    } finally {
      await rm(temporary, { force: true });
    }
  }

  async put(key: EvidenceKey, source: EvidenceSource): Promise<Stored> {
    const temporary = await this.folder.temporary(evidenceKey(key));
    try {
      return await this.commit(temporary, key, await this.fill(temporary, source));
    } finally {
      await rm(temporary, { force: true });
    }
  }

  async *list(prefix = '', after = ''): AsyncGenerator<EvidenceEntry> {
    for await (const { key, size, modifiedAt } of this.folder.list(prefix)) {
      if (isEvidenceKey(key) && key > after) yield { key, size, modifiedAt };
    }
  }

  async extendLock(key: EvidenceKey): Promise<undefined> {
    await this.stat(key);
  }

  sweep(olderThan: Date): Promise<number> {
    return this.folder.sweep(olderThan);
  }

  /** To an inode of its own, never by a link: whoever holds the draft open, mapped or linked has no way to the master. */
  private async copy(from: IncomingKey, temporary: string): Promise<void> {
    const source = await this.open(from);
    try {
      if (!(await clone(source, temporary))) await this.fill(temporary, whole(source));
    } finally {
      await source.close();
    }
  }

  /** @throws NotFound */
  private async open(from: IncomingKey): Promise<FileHandle> {
    for (const folder of this.sources) if (await folder.has(from)) return folder.open(from);
    throw new NotFound('The file');
  }

  protected async fill(temporary: string, source: EvidenceSource): Promise<Digest> {
    const digester = new Digester();
    const file = await this.folder.create(temporary);
    try {
      await writeStream(file, chunksOf(source), {
        room: this.room,
        each: (chunk) => digester.update(chunk),
      });
      return digester.finish();
    } finally {
      await file.close();
    }
  }

  private async commit(temporary: string, key: EvidenceKey, expected: ExpectedDigest): Promise<Stored> {
    const found = await this.readBack(temporary, expected);
    if (await this.folder.publish(temporary, key)) return { ...found, existed: false };
    const there = await this.findThere(key, expected);
    if (there === undefined) throw new NotFound('The file');
    return there;
  }

  /** Makes it durable and read only, once it was found right. @throws IntegrityMismatch */
  protected async readBack(temporary: string, expected: ExpectedDigest): Promise<Digest> {
    const file = await this.folder.openTemporary(temporary);
    try {
      await file.sync().catch(rethrowDisk);
      const found = await digestStream(whole(file), { md5: expected.md5 !== undefined });
      if (!sameBytes(expected, found)) throw new IntegrityMismatch(expected, found);
      await file.chmod(READ_ONLY);
      await file.sync();
      return found;
    } finally {
      await file.close();
    }
  }

  /** @throws EvidenceConflict */
  private async findThere(key: EvidenceKey, expected: ExpectedDigest): Promise<Stored | undefined> {
    const stream = await this.read(key).catch((error: unknown) => {
      if (error instanceof NotFound) return undefined;
      throw error;
    });
    if (stream === undefined) return undefined;
    const found = await digestStream(stream, { md5: expected.md5 !== undefined });
    if (!sameBytes(expected, found)) throw new EvidenceConflict(expected, found);
    // The process that linked it may have died before it was durable.
    await this.folder.syncFolderOf(key);
    return { ...found, existed: true };
  }
}
