import {
  AbortMultipartUploadCommand,
  CompleteMultipartUploadCommand,
  CreateMultipartUploadCommand,
  ListMultipartUploadsCommand,
  type ListMultipartUploadsCommandOutput,
  type MultipartUpload,
} from '@aws-sdk/client-s3';
import type { Bucket } from './client';
import { isAbsentInS3 } from './errors';

const PARTS_AT_ONCE = 2;

export interface Target {
  readonly bucket: Bucket;
  readonly key: string;
  readonly contentType: string;
  /** Whether the name may be taken: what is written is a further version of it. */
  readonly further?: boolean;
}

/** Sends one part and returns its ETag. */
export type SendPart<Part> = (part: Part, number: number, uploadId: string) => Promise<string | undefined>;

/**
 * One multipart upload. Its object appears, whole, only at the end and, unless it is a further version, only if the name is free; after any failure its
 * parts are removed. Returns the object's version.
 */
export async function multipart<Part>(
  target: Target,
  parts: AsyncIterable<Part> | Iterable<Part>,
  send: SendPart<Part>,
): Promise<string | undefined> {
  const { client, name } = target.bucket;
  const where = { Bucket: name, Key: target.key };
  const { UploadId = '' } = await client.send(
    new CreateMultipartUploadCommand({ ...where, ContentType: target.contentType }),
  );
  const sent: Promise<{ PartNumber: number; ETag: string | undefined }>[] = [];
  try {
    for await (const part of parts) {
      const number = sent.length + 1;
      const job = send(part, number, UploadId).then((ETag) => ({ PartNumber: number, ETag }));
      job.catch(() => undefined); // it is awaited below
      sent.push(job);
      await sent[sent.length - PARTS_AT_ONCE];
    }
    const Parts = await Promise.all(sent);
    const done = await client.send(
      new CompleteMultipartUploadCommand({
        ...where,
        UploadId,
        MultipartUpload: { Parts },
        ...(target.further === true ? {} : { IfNoneMatch: '*' }),
      }),
    );
    return done.VersionId;
  } catch (error) {
    await Promise.allSettled(sent);
    // The first error is the one to tell; parts that could not be removed now are swept later.
    await abort(target.bucket, target.key, UploadId).catch(() => undefined);
    throw error;
  }
}

async function abort(bucket: Bucket, key: string, uploadId: string): Promise<void> {
  try {
    await bucket.client.send(
      new AbortMultipartUploadCommand({ Bucket: bucket.name, Key: key, UploadId: uploadId }),
    );
  } catch (error) {
    if (!isAbsentInS3(error)) throw error;
  }
}

/** Removes the unfinished uploads under a prefix that `doomed` chooses; returns how many. */
export async function abortUploads(
  bucket: Bucket,
  prefix: string,
  doomed: (key: string, initiated: Date) => boolean | Promise<boolean>,
): Promise<number> {
  let count = 0;
  for await (const { Key = '', UploadId = '', Initiated = new Date() } of unfinished(bucket, prefix)) {
    if (!(await doomed(Key, Initiated))) continue;
    await abort(bucket, Key, UploadId);
    count += 1;
  }
  return count;
}

async function* unfinished(bucket: Bucket, prefix: string): AsyncGenerator<MultipartUpload> {
  let marker: { KeyMarker?: string; UploadIdMarker?: string } | undefined = {};
  while (marker !== undefined) {
    const page: ListMultipartUploadsCommandOutput = await bucket.client.send(
      new ListMultipartUploadsCommand({ Bucket: bucket.name, Prefix: prefix, ...marker }),
    );
    yield* page.Uploads ?? [];
    const { NextKeyMarker, NextUploadIdMarker } = page;
    marker =
      page.IsTruncated === true && NextKeyMarker !== undefined
        ? {
            KeyMarker: NextKeyMarker,
            ...(NextUploadIdMarker === undefined ? {} : { UploadIdMarker: NextUploadIdMarker }),
          }
        : undefined;
  }
}
