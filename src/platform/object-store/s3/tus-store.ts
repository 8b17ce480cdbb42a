import type { Readable } from 'node:stream';
import { S3Store } from '@tus/s3-store';
import type { Upload } from '@tus/server';
import { rethrowDisk } from '../filesystem/disk';
import { ObjectExists } from '../errors';
import { incomingKey, isIncomingKey } from '../keys';
import { clientConfig, type Bucket, type S3Settings } from './client';
import { rethrowS3 } from './errors';
import type { Settled } from './settle';

/** No upload has this name: tus says so in its own way. */
const NONE = 'none';
const PARTS_AT_ONCE = 4;
const PART_BYTES = 8 * 1024 ** 2;

/** tus keeps an upload's record in KEY.info and the bytes that do not fill a part yet in KEY.part. */
export const RECORDS = ['.info', '.part'] as const;

export interface DraftObjects {
  hasRecord(key: string): Promise<boolean>;
  removeAll(key: string): Promise<void>;
  settle(key: string): Promise<Settled>;
}

/** tus's S3 store, that uses no id twice, says when there is no room, and removes all there is of an upload. */
export class DraftS3Store extends S3Store {
  constructor(
    settings: S3Settings,
    bucket: Bucket,
    private readonly drafts: DraftObjects,
  ) {
    super({
      partSize: PART_BYTES,
      maxConcurrentPartUploads: PARTS_AT_ONCE,
      s3ClientConfig: { ...clientConfig(settings), bucket: bucket.name },
    });
  }

  /** @throws ObjectExists */
  override async create(upload: Upload): Promise<Upload> {
    if (await this.drafts.hasRecord(incomingKey(upload.id))) throw new ObjectExists();
    return super.create(upload).catch(rethrowS3);
  }

  /** @throws StorageFull, also when the local folder that collects a part is full */
  override async write(source: Readable, id: string, offset: number): Promise<number> {
    const key = incomingKey(id);
    const { file } = await this.getMetadata(key);
    // Its object is there, and takes no more bytes.
    if (offset > 0 && offset === file.size) return offset;
    return super.write(source, key, offset).catch(rethrowFull);
  }

  override async getUpload(id: string): Promise<Upload> {
    const upload = await super.getUpload(isIncomingKey(id) ? id : NONE);
    const { size, offset } = upload;
    if (size === undefined || size === 0 || offset !== size) return upload;
    // All bytes have come. That the object is there is another matter.
    if ((await this.drafts.settle(incomingKey(id))) !== 'lost') return upload;
    await this.remove(id);
    return super.getUpload(NONE);
  }

  override async remove(id: string): Promise<void> {
    await this.drafts.removeAll(incomingKey(id));
    await this.clearCache(id);
  }
}

function rethrowFull(error: unknown): never {
  try {
    return rethrowS3(error);
  } catch (other) {
    return rethrowDisk(other);
  }
}
