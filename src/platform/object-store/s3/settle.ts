import { Readable } from 'node:stream';
import { text } from 'node:stream/consumers';
import {
  CompleteMultipartUploadCommand,
  GetObjectCommand,
  ListPartsCommand,
  type ListPartsCommandOutput,
  type Part,
} from '@aws-sdk/client-s3';
import type { IncomingKey } from '../keys';
import { sizeInRecord } from '../upload-record';
import { isThere } from './arrived';
import type { Bucket } from './client';
import { isAbsentInS3 } from './errors';

interface Record {
  readonly uploadId: string;
  /** Bytes. */
  readonly size: number;
}

/** tus's own note of an upload; `undefined` when there is none, `damaged` when it cannot be read. */
async function recordOf(bucket: Bucket, key: string): Promise<Record | 'damaged' | undefined> {
  try {
    const { Metadata, Body } = await bucket.client.send(
      new GetObjectCommand({ Bucket: bucket.name, Key: `${key}.info` }),
    );
    const uploadId = Metadata?.['upload-id'];
    if (!(Body instanceof Readable)) return undefined;
    const size = sizeInRecord(await text(Body));
    if (size === 'damaged' || uploadId === undefined) return 'damaged';
    return size === undefined ? undefined : { uploadId, size };
  } catch (error) {
    if (isAbsentInS3(error)) return undefined;
    throw error;
  }
}

/** Servers may name a next marker where there is no next page: only `IsTruncated` tells. */
async function partsOf(
  bucket: Bucket,
  where: { readonly Bucket: string; readonly Key: string; readonly UploadId: string },
): Promise<Part[]> {
  const parts: Part[] = [];
  let marker: string | undefined;
  for (;;) {
    const page: ListPartsCommandOutput = await bucket.client.send(
      new ListPartsCommand({ ...where, ...(marker !== undefined && { PartNumberMarker: marker }) }),
    );
    parts.push(...(page.Parts ?? []));
    marker = page.IsTruncated === true ? page.NextPartNumberMarker : undefined;
    if (marker === undefined) return parts;
  }
}

/** What has become of an upload by tus: its object is there, bytes are missing, or nothing is left of it. */
export type Settled = 'whole' | 'open' | 'lost';

/**
 * Finishes an upload whose bytes have all come and whose last step (CompleteMultipartUpload) failed, or did not get an
 * answer. May be repeated, also by two at once.
 */
export async function settleUpload(bucket: Bucket, key: IncomingKey): Promise<Settled> {
  if (await isThere(bucket, key)) return 'whole';
  const record = await recordOf(bucket, key);
  if (record === undefined) return 'lost';
  // How much belongs to it is not known until the record is mended; the other files go on meanwhile.
  if (record === 'damaged') return 'open';
  const where = { Bucket: bucket.name, Key: key, UploadId: record.uploadId };
  try {
    const parts = await partsOf(bucket, where);
    const size = parts.reduce((sum, { Size = 0 }) => sum + Size, 0);
    if (parts.length === 0 || size !== record.size) return 'open';
    await bucket.client.send(
      new CompleteMultipartUploadCommand({
        ...where,
        MultipartUpload: { Parts: parts.map(({ ETag, PartNumber }) => ({ ETag, PartNumber })) },
      }),
    );
    return 'whole';
  } catch (error) {
    if (!isAbsentInS3(error)) throw error;
    // Another was quicker; or the upload was ended, and there is nothing to go on from.
    return (await isThere(bucket, key)) ? 'whole' : 'lost';
  }
}
