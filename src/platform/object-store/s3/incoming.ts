import { DeleteObjectCommand, paginateListObjectsV2 } from '@aws-sdk/client-s3';
import type { Readable } from 'node:stream';
import type { DataStore } from '@tus/server';
import { Digester, type Digest } from '../../digest';
import { ObjectExists, ObjectTooLarge } from '../errors';
import { incomingKey, isIncomingKey, type IncomingKey } from '../keys';
import type { IncomingEntry, IncomingStore, ObjectStat } from '../port';
import type { ByteRange } from '../range';
import { ARRIVED, arrivedName, find, isThere, lookFor, takeAside } from './arrived';
import type { Bucket, S3Settings } from './client';
import { putAsideIfDamaged } from './damaged-record';
import { isTaken } from './errors';
import { abortUploads } from './multipart';
import { settleUpload } from './settle';
import { smallestPart } from './parts';
import { download, upload } from './transfer';
import { DraftS3Store, RECORD, TAIL } from './tus-store';
import { NOTHING } from './versions';

const DRAFT_TYPE = 'application/octet-stream';

/**
 * What its key may do to `incoming`, by the bucket's policy: the worker's everything; intake's nothing to what has arrived; the
 * workspace's is told nothing of unfinished uploads, which are the victims'.
 */
export type Reach = 'all' | 'arriving' | 'own';

/** Drafts in a bucket. What has arrived whole lies under `arrived/`; tus's record of it stays where it was. */
export class S3IncomingStore implements IncomingStore {
  constructor(
    private readonly bucket: Bucket,
    private readonly settings: S3Settings,
    private readonly reach: Reach,
  ) {}

  async check(): Promise<void> {
    await lookFor(this.bucket, NOTHING);
  }

  async read(key: IncomingKey, range?: ByteRange): Promise<Readable> {
    const { name, object } = await find(this.bucket, incomingKey(key));
    return download(this.bucket, name, object, range);
  }

  async stat(key: IncomingKey): Promise<ObjectStat> {
    const { size, modifiedAt } = (await find(this.bucket, incomingKey(key))).object;
    return { size, modifiedAt };
  }

  /** What has arrived intake leaves to the worker, which erases what has lost its row. */
  async remove(key: IncomingKey): Promise<void> {
    if (this.reach === 'own') return this.removeObject(incomingKey(key));
    await this.removeParts(incomingKey(key));
    await this.removeObject(key);
    if (this.reach === 'all') await this.removeObject(arrivedName(key));
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
    for await (const entry of this.apart(prefix)) {
      seen.add(entry.key);
      yield entry;
    }
    for await (const { name, size, modifiedAt } of this.objects(prefix)) {
      const key = name.replace(/\.(info|part)$/, '');
      if (!isIncomingKey(key) || name.startsWith(ARRIVED) || seen.has(key)) continue;
      seen.add(key);
      yield { key, size: name === key ? size : 0, modifiedAt };
    }
  }

  private async *apart(prefix: string): AsyncGenerator<IncomingEntry> {
    for await (const { name, size, modifiedAt } of this.objects(`${ARRIVED}${prefix}`)) {
      const key = name.slice(ARRIVED.length);
      if (isIncomingKey(key)) yield { key, size, modifiedAt };
    }
  }

  private async *objects(prefix: string): AsyncGenerator<{ name: string; size: number; modifiedAt: Date }> {
    const { client, name: Bucket } = this.bucket;
    for await (const page of paginateListObjectsV2({ client }, { Bucket, Prefix: prefix })) {
      for (const {
        Key: name = '',
        Size: size = 0,
        LastModified: modifiedAt = new Date(0),
      } of page.Contents ?? [])
        yield { name, size, modifiedAt };
    }
  }

  async take(key: IncomingKey): Promise<void> {
    await takeAside(this.bucket, incomingKey(key));
  }

  async *taken(): AsyncGenerator<IncomingKey> {
    for await (const { key } of this.apart('')) yield key;
  }

  freeBytes(): Promise<undefined> {
    return Promise.resolve(undefined);
  }

  async write(key: IncomingKey, source: AsyncIterable<Uint8Array>, limitBytes: number): Promise<Digest> {
    if (await isThere(this.bucket, incomingKey(key))) throw new ObjectExists();
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
      hasRecord: (key) => this.hasRecord(key),
      removeAll: (key) => this.remove(incomingKey(key)),
      removeParts: (key) => this.removeParts(incomingKey(key)),
      settle: (key) => settleUpload(this.bucket, incomingKey(key)),
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
      async (key, initiated) => initiated < olderThan && !(await this.hasRecord(key)),
    );
  }

  private async hasRecord(key: string): Promise<boolean> {
    return (await lookFor(this.bucket, `${key}${RECORD}`)) !== undefined;
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
