import { createHash } from 'node:crypto';
import { createReadStream, ReadStream } from 'node:fs';
import { rm } from 'node:fs/promises';
import type { Readable } from 'node:stream';
import { S3Store } from '@tus/s3-store';
import type { Upload } from '@tus/server';
import { rethrowDisk } from '../filesystem/disk';
import { ObjectExists, TornRead } from '../errors';
import { incomingKey, isIncomingKey } from '../keys';
import { RECORD_MENDED } from '../upload-record';
import { clientConfig, withPatience, type Bucket, type S3Settings } from './client';
import { isAbsentInS3, rethrowS3 } from './errors';
import type { DamagedRecord } from './damaged-record';
import type { Settled } from './settle';

/** No upload has this name: tus says so in its own way. */
const NONE = 'none';
const PARTS_AT_ONCE = 4;
const PART_BYTES = 8 * 1024 ** 2;
/** Of bytes that do not fill a part yet, in what S3 keeps beside them. */
const MD5 = 'md5';

/** tus keeps an upload's record in KEY.info and the bytes that do not fill a part yet in KEY.part. */
export const RECORD = '.info';
export const TAIL = '.part';

export interface DraftObjects {
  hasRecord(key: string): Promise<boolean>;
  removeAll(key: string): Promise<void>;
  removeParts(key: string): Promise<void>;
  settle(key: string): Promise<Settled>;
  putAsideIfDamaged(key: string): Promise<DamagedRecord | undefined>;
}

type Body = Parameters<S3Store['uploadPart']>[1];
type Collected = Awaited<ReturnType<S3Store['downloadIncompletePart']>>;

async function md5Of(path: string): Promise<Buffer> {
  const hash = createHash('md5');
  for await (const chunk of createReadStream(path)) hash.update(chunk as Buffer);
  return hash.digest();
}

/** Of the file in which tus has collected the part; nothing for a body of another kind. */
async function fileMd5(body: Body): Promise<Buffer | undefined> {
  return body instanceof ReadStream && typeof body.path === 'string' ? md5Of(body.path) : undefined;
}

/**
 * tus's S3 store, that uses no id twice, says when there is no room, and removes all there is of an upload. Each part goes with its MD5,
 * which S3 servers check; one that is read back to be gone on with is compared with what was sent.
 */
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
    withPatience(this.client, settings);
  }

  /**
   * Of an upload whose record is damaged for good a new one is made, and the upload goes on with the parts that have come; from its start
   * where nothing tells which parts these are. @throws ObjectExists
   */
  override async create(upload: Upload): Promise<Upload> {
    const key = incomingKey(upload.id);
    if (!(await this.drafts.hasRecord(key))) return super.create(upload).catch(rethrowS3);
    const damaged = await this.drafts.putAsideIfDamaged(key);
    if (damaged === undefined) throw new ObjectExists();
    await this.clearCache(key);
    const { uploadId } = damaged;
    const mended = await (
      uploadId === undefined ? this.beginAgain(upload) : this.goOn(upload, uploadId)
    ).catch(rethrowS3);
    this.emit(RECORD_MENDED, upload.id);
    return mended;
  }

  /** A tail of the parts before would be taken for the beginning. */
  private async beginAgain(upload: Upload): Promise<Upload> {
    await this.drafts.removeParts(incomingKey(upload.id));
    return super.create(upload);
  }

  private async goOn(upload: Upload, uploadId: string): Promise<Upload> {
    upload.creation_date = new Date().toISOString();
    upload.storage = { type: 's3', path: upload.id, bucket: this.bucket };
    await this.saveMetadata(upload, uploadId);
    return upload;
  }

  /** @throws StorageFull, also when the local folder that collects a part is full */
  override async write(source: Readable, id: string, offset: number): Promise<number> {
    const key = incomingKey(id);
    const { file } = await this.getMetadata(key);
    // Its object is there, and takes no more bytes.
    if (offset > 0 && offset === file.size) return offset;
    return super.write(source, key, offset).catch(rethrowFull);
  }

  /** @throws TornRead */
  override async getUpload(id: string): Promise<Upload> {
    const key = isIncomingKey(id) ? id : NONE;
    // tus takes whatever goes wrong with the record for an upload that never was, and the victim would be told that the file is gone.
    await this.getMetadata(key).catch(unlessAbsent);
    const upload = await super.getUpload(key);
    const { size, offset } = upload;
    if (size === undefined || size === 0 || offset !== size) return upload;
    // All bytes have come. That the object is there is another matter.
    if ((await this.drafts.settle(incomingKey(id))) !== 'lost') return upload;
    await this.remove(id);
    return super.getUpload(NONE);
  }

  /** @throws TornRead when what was read is no record, or does not say which parts are its own */
  protected override async getMetadata(id: string): ReturnType<S3Store['getMetadata']> {
    const found = await super.getMetadata(id).catch((error: unknown) => {
      // Of what is no JSON, and of `null`.
      throw error instanceof SyntaxError || error instanceof TypeError ? new TornRead() : error;
    });
    // Its type says that there is always one.
    const uploadId = found['upload-id'] as string | undefined;
    if (Number.isInteger(found.file.offset) && uploadId !== undefined) return found;
    await this.clearCache(id);
    throw new TornRead();
  }

  protected override async uploadPart(
    metadata: Parameters<S3Store['uploadPart']>[0],
    body: Body,
    number: number,
  ): Promise<string> {
    const md5 = await fileMd5(body);
    const { ETag } = await this.client.uploadPart({
      Bucket: this.bucket,
      Key: metadata.file.id,
      UploadId: metadata['upload-id'],
      PartNumber: number,
      Body: body,
      ...(md5 && { ContentMD5: md5.toString('base64') }),
    });
    return ETag ?? '';
  }

  protected override async uploadIncompletePart(id: string, body: ReadStream | Readable): Promise<string> {
    const md5 = await fileMd5(body);
    const tagging = this.useCompleteTag('false');
    const { ETag } = await this.client.putObject({
      Bucket: this.bucket,
      Key: this.partKey(id, true),
      Body: body,
      ...(tagging !== undefined && { Tagging: tagging }),
      ...(md5 && { ContentMD5: md5.toString('base64'), Metadata: { [MD5]: md5.toString('hex') } }),
    });
    return ETag ?? '';
  }

  /** @throws TornRead and the part stays where it is */
  protected override async downloadIncompletePart(id: string): Promise<Collected> {
    const part = await super.downloadIncompletePart(id);
    if (part === undefined) return undefined;
    try {
      const { Metadata } = await this.client.headObject({ Bucket: this.bucket, Key: this.partKey(id, true) });
      const wanted = Metadata?.[MD5];
      if (wanted !== undefined && (await md5Of(part.path)).toString('hex') !== wanted) throw new TornRead();
      return part;
    } catch (error) {
      await rm(part.path, { force: true });
      throw error;
    }
  }

  override async remove(id: string): Promise<void> {
    await this.drafts.removeAll(incomingKey(id));
    await this.clearCache(id);
  }
}

function unlessAbsent(error: unknown): void {
  if (!isAbsentInS3(error)) throw error;
}

function rethrowFull(error: unknown): never {
  try {
    return rethrowS3(error);
  } catch (other) {
    return rethrowDisk(other);
  }
}
