import { FileStore } from '@tus/file-store';
import { Upload } from '@tus/server';
import { ObjectExists } from '../errors';
import { incomingKey, isIncomingKey, type IncomingKey } from '../keys';
import type { UploadStore } from '../port';
import { RECORD_MENDED } from '../upload-record';
import { writeStream, type Room } from './disk';
import type { Folder } from './folder';
import { Kept } from './kept';
import { recordOf, Records, takenSize } from './tus-records';

/**
 * tus's file store, with what evidence needs besides: an offset is acknowledged only after fdatasync, an id is never
 * used twice, a full disk says so, and files are private from their first moment.
 */
export class DurableFileStore extends FileStore implements UploadStore {
  private readonly records: Records;

  constructor(
    private readonly folder: Folder,
    private readonly room: Room,
    private readonly kept = new Kept(),
  ) {
    const records = new Records(folder);
    super({ directory: folder.root, configstore: records });
    this.records = records;
  }

  /**
   * Of an upload whose record is damaged a new one is made, and the upload goes on with the bytes that have come.
   * @throws StorageFull when the whole upload would not fit now @throws ObjectExists
   */
  override async create(upload: Upload): Promise<Upload> {
    const key = incomingKey(upload.id);
    const damaged = await this.records.putAsideIfDamaged(key);
    upload.storage = { type: 'file', path: this.folder.path(key) };
    if (damaged && (await this.folder.has(key))) await this.records.set(key, upload);
    else await this.begin(key, upload);
    if (damaged) this.emit(RECORD_MENDED, upload.id);
    return upload;
  }

  async createBeside(upload: Upload): Promise<Upload | undefined> {
    const key = incomingKey(upload.id);
    if ((await this.folder.has(key)) || (await this.folder.has(recordOf(key)))) return undefined;
    await this.room.claim(upload.size ?? 1);
    upload.storage = { type: 'file', path: this.folder.path(key) };
    if (!(await this.createEmpty(key))) return undefined;
    this.kept.place(key, this.records.set(key, upload));
    return upload;
  }

  async settled(id: string): Promise<void> {
    await this.kept.placed(id).catch(() => undefined);
  }

  private async begin(key: IncomingKey, upload: Upload): Promise<void> {
    await this.room.claim(upload.size ?? 1);
    const isNew = await this.createEmpty(key);
    try {
      // Its last step is the sync of the folder in which both names lie.
      await this.records.set(key, upload);
    } catch (error) {
      // Bytes that were there before are not taken away.
      if (isNew) await this.folder.remove(key);
      throw error;
    }
    this.kept.learnName(key);
  }

  /**
   * To be asked under the lock of the upload: what the disk did not keep is cut off. Of what came whole and was taken away the record
   * is left: it is all here.
   */
  override async getUpload(id: string): Promise<Upload> {
    const before = await this.taken(id);
    if (before !== undefined) return before;
    try {
      return await this.acknowledged(await super.getUpload(id));
    } catch (error) {
      // The worker may have taken it between the two looks.
      const since = await this.taken(id);
      if (since !== undefined) return since;
      throw error;
    }
  }

  /** Who wrote the bytes may have been killed before the disk had them. */
  private async acknowledged(upload: Upload): Promise<Upload> {
    const key = incomingKey(upload.id);
    upload.offset = await this.kept.upTo(key, upload.offset, () => this.folder.open(key, 'write'));
    return upload;
  }

  private async taken(id: string): Promise<Upload | undefined> {
    const found = isIncomingKey(id) ? await takenSize(this.folder, id) : undefined;
    return found && new Upload({ id, size: found.size, offset: found.size });
  }

  /**
   * What a kill left of a place whose record was on its way is taken over, with the bytes that have come. @returns whether it is new
   * @throws ObjectExists where it has its record
   */
  private async createEmpty(key: IncomingKey): Promise<boolean> {
    try {
      await this.folder.createEmpty(key);
      return true;
    } catch (error) {
      if (!(error instanceof ObjectExists) || (await this.records.get(key)) !== undefined) throw error;
      return false;
    }
  }

  /** @throws StorageFull. What reached the disk before it stays, and the upload can go on from there. */
  override async write(source: AsyncIterable<Uint8Array>, id: string, offset: number): Promise<number> {
    const key = incomingKey(id);
    const file = await this.folder.open(key, 'write');
    try {
      // Whatever else lies behind it is written over: where the lock was lost, another may still write there, and what was cut off
      // before a late chunk of its would be a hole of zeros that counts as received.
      if (this.kept.isShort(key)) {
        await file.truncate(offset);
        this.kept.learn(key, offset);
      }
      const end = await writeStream(file, source, { offset, room: this.room, resumable: true });
      this.kept.learn(key, end);
      // Nothing is acknowledged without its record.
      await this.kept.placed(key);
      return end;
    } finally {
      await file.close();
    }
  }

  override async remove(id: string): Promise<void> {
    const key = incomingKey(id);
    await this.settled(key);
    this.kept.forget(key);
    await this.folder.remove(key);
    await this.folder.remove(recordOf(key));
  }
}
