import { DeleteObjectCommand, paginateListObjectsV2 } from '@aws-sdk/client-s3';
import type { Readable } from 'node:stream';
import type { DataStore } from '@tus/server';
import { NotFound } from '../../../kernel/errors';
import { Digester, type Digest } from '../../digest';
import { ObjectExists, ObjectTooLarge } from '../errors';
import { incomingKey, isIncomingKey, type IncomingKey } from '../keys';
import type { IncomingEntry, IncomingStore, ObjectStat } from '../port';
import type { ByteRange } from '../range';
import type { Bucket, S3Settings } from './client';
import { putAsideIfDamaged } from './damaged-record';
import { isTaken } from './errors';
import { abortUploads } from './multipart';
import { settleUpload } from './settle';
import { smallestPart } from './parts';
import { download, upload } from './transfer';
import { DraftS3Store, RECORD, TAIL } from './tus-store';
import { look } from './versions';

/** No object has this name; a store that says so answers. */
const NOTHING = 'nothing/nothing';
const DRAFT_TYPE = 'application/octet-stream';

export class S3IncomingStore implements IncomingStore {
  readonly setsApart = false;

  constructor(
    private readonly bucket: Bucket,
    private readonly settings: S3Settings,
  ) {}

  async check(): Promise<void> {
    await this.has(NOTHING);
  }

  async read(key: IncomingKey, range?: ByteRange): Promise<Readable> {
    return download(this.bucket, key, await look(this.bucket, incomingKey(key)), range);
  }

  async stat(key: IncomingKey): Promise<ObjectStat> {
    const { size, modifiedAt } = await look(this.bucket, incomingKey(key));
    return { size, modifiedAt };
  }

  async remove(key: IncomingKey): Promise<void> {
    await this.removeParts(incomingKey(key));
    await this.removeObject(key);
    await this.removeObject(`${key}${RECORD}`);
  }

  /** What has come of an unfinished upload, and neither its record nor its object. */
  private async removeParts(key: IncomingKey): Promise<void> {
    await abortUploads(this.bucket, key, (name) => name === key);
    await this.removeObject(`${key}${TAIL}`);
  }

  private async removeObject(name: string): Promise<void> {
    await this.bucket.client.send(new DeleteObjectCommand({ Bucket: this.bucket.name, Key: name }));
  }

  async *list(prefix = ''): AsyncGenerator<IncomingEntry> {
    const seen = new Set<string>();
    const pages = paginateListObjectsV2(
      { client: this.bucket.client },
      { Bucket: this.bucket.name, Prefix: prefix },
    );
    for await (const page of pages) {
      for (const { Key = '', Size = 0, LastModified = new Date(0) } of page.Contents ?? []) {
        const key = Key.replace(/\.(info|part)$/, '');
        if (!isIncomingKey(key) || seen.has(key)) continue;
        seen.add(key);
        yield { key, size: Key === key ? Size : 0, modifiedAt: LastModified };
      }
    }
  }

  /** What its key may do keeps who receives from what has arrived. */
  take(): Promise<void> {
    return Promise.resolve();
  }

  async *taken(): AsyncGenerator<IncomingKey> {
    // Nothing is apart here.
  }

  freeBytes(): Promise<undefined> {
    return Promise.resolve(undefined);
  }

  async write(key: IncomingKey, source: AsyncIterable<Uint8Array>, limitBytes: number): Promise<Digest> {
    if (await this.has(incomingKey(key))) throw new ObjectExists();
    const digester = new Digester();
    const partBytes = Math.min(smallestPart(limitBytes), this.bucket.sizes.partBytes);
    const bucket = { ...this.bucket, sizes: { ...this.bucket.sizes, partBytes } };
    const target = { bucket, key, contentType: DRAFT_TYPE };
    try {
      await upload(target, limited(source, digester, limitBytes));
      return digester.finish();
    } catch (error) {
      throw isTaken(error) ? new ObjectExists({ cause: error }) : error;
    }
  }

  tusDataStore(): DataStore {
    return new DraftS3Store(this.settings, this.bucket, {
      hasRecord: (key) => this.has(`${key}${RECORD}`),
      removeAll: (key) => this.remove(incomingKey(key)),
      removeParts: (key) => this.removeParts(incomingKey(key)),
      settle: (key) => settleUpload(this.bucket, key),
      putAsideIfDamaged: (key) => putAsideIfDamaged(this.bucket, key),
    });
  }

  async settle(key: IncomingKey): Promise<void> {
    await settleUpload(this.bucket, incomingKey(key));
  }

  /** S3 answers only after the object is durable: it must merely be there. */
  async finish(key: IncomingKey): Promise<ObjectStat> {
    return this.stat(key);
  }

  sweep(olderThan: Date): Promise<number> {
    return abortUploads(
      this.bucket,
      '',
      async (key, initiated) => initiated < olderThan && !(await this.has(`${key}${RECORD}`)),
    );
  }

  private async has(name: string): Promise<boolean> {
    try {
      await look(this.bucket, name);
      return true;
    } catch (error) {
      if (error instanceof NotFound) return false;
      throw error;
    }
  }
}

async function* limited(
  source: AsyncIterable<Uint8Array>,
  digester: Digester,
  limitBytes: number,
): AsyncGenerator<Uint8Array> {
  for await (const chunk of source) {
    digester.update(chunk);
    if (digester.size > limitBytes) throw new ObjectTooLarge(limitBytes);
    yield chunk;
  }
}
