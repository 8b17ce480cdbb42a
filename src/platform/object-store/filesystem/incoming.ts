import { existsSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import type { Readable } from 'node:stream';
import { NotFound } from '../../../kernel/errors';
import { Digester, type Digest } from '../../digest';
import { ObjectExists, ObjectTooLarge } from '../errors';
import { incomingKey, isIncomingKey, type IncomingKey } from '../keys';
import type { IncomingEntry, IncomingStore, ObjectStat, UploadStore } from '../port';
import type { ByteRange } from '../range';
import { rethrowDisk, writeStream, type Room } from './disk';
import type { Folder } from './folder';
import { Kept } from './kept';
import { readFile } from './read';
import { markTaken, recordOf, takenSize } from './tus-records';
import { DurableFileStore } from './tus-store';

const RECORD = recordOf('');

function unlessAbsent(error: unknown): undefined {
  if (!(error instanceof NotFound)) throw error;
}

/**
 * Drafts in a folder: KEY holds the bytes, KEY.json tus's record of the upload. What has arrived whole lies in a second folder,
 * which whoever receives does not see; the record stays until the bytes go, and says there how long the file was.
 */
export class FileIncomingStore implements IncomingStore {
  private readonly kept = new Kept();

  constructor(
    private readonly folder: Folder,
    private readonly arrived: Folder,
    private readonly room: Room,
  ) {}

  async read(key: IncomingKey, range?: ByteRange): Promise<Readable> {
    return readFile(await this.where(key), key, range);
  }

  check(): Promise<void> {
    return this.folder.check();
  }

  localPath(key: IncomingKey): string {
    const there = this.arrived.path(incomingKey(key));
    return existsSync(there) ? there : this.folder.path(key);
  }

  async stat(key: IncomingKey): Promise<ObjectStat> {
    try {
      const file = await (await this.where(key)).open(key);
      try {
        const { size, mtime } = await file.stat();
        return { size: this.kept.countOf(key, size), modifiedAt: mtime };
      } finally {
        await file.close();
      }
    } catch (error) {
      const taken = error instanceof NotFound ? await takenSize(this.folder, key) : undefined;
      if (taken === undefined) throw error;
      return taken;
    }
  }

  async remove(key: IncomingKey): Promise<void> {
    // Else it would come after its file has gone.
    await this.kept.placed(key).catch(() => undefined);
    this.kept.forget(key);
    await this.folder.remove(incomingKey(key));
    await this.arrived.remove(key);
    await this.folder.remove(recordOf(key));
  }

  async *list(prefix = ''): AsyncGenerator<IncomingEntry> {
    for await (const { key, size, modifiedAt } of this.arrived.list(prefix)) {
      if (isIncomingKey(key)) yield { key, size, modifiedAt };
    }
    for await (const { key, size, modifiedAt } of this.folder.list(prefix)) {
      if (!isIncomingKey(key)) yield* this.recordWithoutBytes(key, modifiedAt);
      else if (!(await this.arrived.has(key))) yield { key, size, modifiedAt };
    }
  }

  async take(key: IncomingKey): Promise<void> {
    if (await this.folder.has(incomingKey(key))) await markTaken(this.folder, key);
    await this.arrived.takeFrom(this.folder, key);
  }

  async *taken(): AsyncGenerator<IncomingKey> {
    for await (const { key } of this.arrived.list()) if (isIncomingKey(key)) yield key;
  }

  freeBytes(): Promise<number> {
    return this.room.freeBytes();
  }

  /** A file is whole with its last byte. */
  settle(): Promise<void> {
    return Promise.resolve();
  }

  async write(key: IncomingKey, source: AsyncIterable<Uint8Array>, limitBytes: number): Promise<Digest> {
    const temporary = await this.folder.temporary(incomingKey(key));
    try {
      const digest = await this.writeTemporary(temporary, source, limitBytes);
      if (!(await this.folder.publish(temporary, key))) throw new ObjectExists();
      return digest;
    } finally {
      await rm(temporary, { force: true });
    }
  }

  tusDataStore(): UploadStore {
    return new DurableFileStore(this.folder, this.room, this.kept);
  }

  async finish(key: IncomingKey): Promise<ObjectStat> {
    const file = await this.folder.open(incomingKey(key)).catch(unlessAbsent);
    // It has been taken, which is done with what is on the disk, or is not there.
    if (file === undefined) return this.stat(key);
    try {
      const { size, mtime } = await file.stat();
      const kept = await this.kept.upTo(key, size, () => this.folder.open(key, 'write')).catch(rethrowDisk);
      if (!this.kept.isWhole(key, size)) {
        await file.sync().catch(rethrowDisk);
        await this.folder.syncFolderOf(key);
      }
      return { size: kept, modifiedAt: mtime };
    } finally {
      await file.close();
    }
  }

  async finished(key: IncomingKey): Promise<ObjectStat | undefined> {
    const file = await this.folder.open(incomingKey(key)).catch(unlessAbsent);
    if (file === undefined) return undefined;
    try {
      const { size, mtime } = await file.stat();
      return this.kept.isWhole(key, size) ? { size, modifiedAt: mtime } : undefined;
    } finally {
      await file.close();
    }
  }

  async sweep(olderThan: Date): Promise<number> {
    return (await this.folder.sweep(olderThan)) + (await this.arrived.sweep(olderThan));
  }

  private async where(key: IncomingKey): Promise<Folder> {
    return (await this.arrived.has(incomingKey(key))) ? this.arrived : this.folder;
  }

  private async writeTemporary(
    path: string,
    source: AsyncIterable<Uint8Array>,
    limitBytes: number,
  ): Promise<Digest> {
    const file = await this.folder.create(path);
    const digester = new Digester();
    try {
      await writeStream(file, source, {
        room: this.room,
        each: (chunk) => {
          digester.update(chunk);
          if (digester.size > limitBytes) throw new ObjectTooLarge(limitBytes);
        },
      });
      await file.sync().catch(rethrowDisk);
      return digester.finish();
    } finally {
      await file.close();
    }
  }

  /** A crash between the two removals of `remove` leaves only the record: it must be found to be swept. */
  private async *recordWithoutBytes(name: string, modifiedAt: Date): AsyncGenerator<IncomingEntry> {
    const key = name.endsWith(RECORD) ? name.slice(0, -RECORD.length) : '';
    if (!isIncomingKey(key) || (await this.folder.has(key)) || (await this.arrived.has(key))) return;
    yield { key, size: 0, modifiedAt };
  }
}
