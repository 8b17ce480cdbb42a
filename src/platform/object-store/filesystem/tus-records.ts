import { Upload } from '@tus/server';
import { NotFound } from '../../../kernel/errors';
import { TornRead } from '../errors';
import { incomingKey, isIncomingKey, type IncomingKey } from '../keys';
import type { ObjectStat } from '../port';
import { damagedOf, sizeInRecord } from '../upload-record';
import type { Folder } from './folder';

/** The name of tus's record of an upload. */
export const recordOf = (key: string): string => `${key}.json`;

const MAX_RECORD = 64 * 1024;

/** Records that a crash can not leave half written: each is a new file that takes the old one's place. */
export class Records {
  constructor(private readonly folder: Folder) {}

  /** @throws TornRead for a damaged one */
  async get(key: string): Promise<Upload | undefined> {
    const text = (await this.read(key))?.toString();
    if (text === undefined) return undefined;
    if (sizeInRecord(text) === 'damaged') throw new TornRead();
    return JSON.parse(text) as Upload;
  }

  /** A damaged one is kept beside; the new one takes its place. @returns whether it was damaged */
  async putAsideIfDamaged(key: IncomingKey): Promise<boolean> {
    const bytes = await this.read(key);
    if (bytes === undefined || sizeInRecord(bytes.toString()) !== 'damaged') return false;
    await this.folder.replace(damagedOf(recordOf(key)), bytes);
    return true;
  }

  /** @throws StorageFull */
  async set(key: string, upload: Upload): Promise<void> {
    const text = JSON.stringify(upload);
    if (text.length > MAX_RECORD) throw new RangeError('the metadata of an upload is too long');
    await this.folder.replace(recordOf(incomingKey(key)), Buffer.from(text));
  }

  async delete(key: string): Promise<void> {
    await this.folder.remove(recordOf(incomingKey(key)));
  }

  private async read(key: string): Promise<Buffer | undefined> {
    if (!isIncomingKey(key)) return undefined;
    try {
      const file = await this.folder.open(recordOf(key));
      try {
        return await file.readFile();
      } finally {
        await file.close();
      }
    } catch (error) {
      if (error instanceof NotFound) return undefined;
      throw error;
    }
  }
}

/** Undefined for what is no file: whoever receives may have put a link there, and the size of what it leads to is not to be told. */
async function sizeOfFile(folder: Folder, key: IncomingKey): Promise<number | undefined> {
  try {
    const file = await folder.open(key);
    try {
      return (await file.stat()).size;
    } finally {
      await file.close();
    }
  } catch (error) {
    if (error instanceof NotFound) return undefined;
    throw error;
  }
}

/** Has the record of an upload, if it has one, say that all of it came: tus itself leaves the offset there at 0. */
export async function markTaken(folder: Folder, key: IncomingKey): Promise<void> {
  const size = await sizeOfFile(folder, key);
  if (size === undefined) return;
  const records = new Records(folder);
  if (await records.putAsideIfDamaged(key)) {
    await records.set(key, new Upload({ id: key, size, offset: size }));
    return;
  }
  const upload = await records.get(key);
  if (upload?.size === undefined || upload.offset === upload.size) return;
  await records.set(key, Object.assign(upload, { offset: upload.size }));
}

/** The size of an upload that came whole and was taken away, from the record that stayed; else undefined. */
export async function takenSize(folder: Folder, key: string): Promise<ObjectStat | undefined> {
  const upload = await new Records(folder).get(key);
  if (upload?.size === undefined || upload.offset !== upload.size || (await folder.has(key)))
    return undefined;
  return { size: upload.size, modifiedAt: new Date(upload.creation_date ?? 0) };
}
