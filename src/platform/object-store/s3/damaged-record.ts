import { createHash } from 'node:crypto';
import { Readable } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import { GetObjectCommand, PutObjectCommand } from '@aws-sdk/client-s3';
import { damagedOf, sizeInRecord } from '../upload-record';
import type { Bucket } from './client';

/** What is stored as tus's record of an upload, and cannot be read as one, or has lost what S3 keeps beside it. */
export interface DamagedRecord {
  /** Of the parts that have come. S3 keeps it beside the bytes of the record. */
  readonly uploadId: string | undefined;
}

/**
 * Reads the record again. Only where the store has no other bytes of it than those that came (by the MD5 that it names) the damage is in
 * the store, and stays; then they are put aside under a name that nothing else uses, and nobody removes. @returns `undefined` for every other record
 */
export async function putAsideIfDamaged(bucket: Bucket, key: string): Promise<DamagedRecord | undefined> {
  const Key = `${key}.info`;
  const { Body, ETag, Metadata } = await bucket.client.send(
    new GetObjectCommand({ Bucket: bucket.name, Key }),
  );
  if (!(Body instanceof Readable)) return undefined;
  const bytes = await buffer(Body);
  const md5 = createHash('md5').update(bytes);
  const uploadId = Metadata?.['upload-id'];
  const isDamaged = uploadId === undefined || sizeInRecord(bytes.toString()) === 'damaged';
  if (!isDamaged || ETag?.replaceAll('"', '') !== md5.copy().digest('hex')) return undefined;
  await bucket.client.send(
    new PutObjectCommand({
      ...{ Bucket: bucket.name, Key: damagedOf(Key), Body: bytes, ContentMD5: md5.digest('base64') },
      ...(Metadata && { Metadata }),
    }),
  );
  return { uploadId };
}
