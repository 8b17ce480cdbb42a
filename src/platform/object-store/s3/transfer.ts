import { createHash } from 'node:crypto';
import { pipeline, Readable, Transform } from 'node:stream';
import {
  GetObjectCommand,
  PutObjectCommand,
  UploadPartCommand,
  UploadPartCopyCommand,
} from '@aws-sdk/client-s3';
import { NotFound } from '../../../kernel/errors';
import { RangeNotSatisfiable, TornRead } from '../errors';
import { resolveRange, type ByteRange } from '../range';
import type { Bucket } from './client';
import { isAbsentInS3, rethrowS3, s3Code } from './errors';
import { multipart, type Target } from './multipart';
import { copyRanges, partsOf } from './parts';

const md5 = (body: Uint8Array): string => createHash('md5').update(body).digest('base64');

/** A stored object: which version, how large, and the tag of its bytes. */
export interface ObjectHead {
  readonly size: number;
  readonly modifiedAt: Date;
  readonly etag?: string;
  readonly version?: string;
}

/** Looks in the time that a body may be silent: a process that was busy itself has not listened, and one look would find that. */
const LOOKS = 4;

/**
 * A gateway may end an answer early and in good order: that must not pass for the end of the object. One that says nothing more, and ends
 * nothing, is not waited for; of a reader who pauses the body waits.
 */
function whole(body: Readable, bytes: number, silenceMs: number): Readable {
  let left = bytes;
  let silent = 0;
  const counted = new Transform({
    transform(chunk: Buffer, _, done) {
      silent = 0;
      left -= chunk.length;
      done(null, chunk);
    },
    flush(done) {
      done(left > 0 ? new TornRead() : null);
    },
  });
  const looking = setInterval(() => {
    const isWaitedFor = left > 0 && counted.readableLength === 0 && counted.writableLength === 0;
    silent = isWaitedFor ? silent + 1 : 0;
    if (silent > LOOKS) counted.destroy(new TornRead());
  }, silenceMs / LOOKS).unref();
  // The reader hears of what went wrong by the stream that it has.
  pipeline(body, counted, () => clearInterval(looking));
  return counted;
}

/** @throws NotFound @throws RangeNotSatisfiable. The stream fails with TornRead */
export async function download(
  bucket: Bucket,
  key: string,
  object: ObjectHead,
  range?: ByteRange,
): Promise<Readable> {
  const part = range === undefined ? undefined : resolveRange(range, object.size);
  try {
    const { Body } = await bucket.client.send(
      new GetObjectCommand({
        Bucket: bucket.name,
        Key: key,
        ...(object.version === undefined ? {} : { VersionId: object.version }),
        ...(part === undefined ? {} : { Range: `bytes=${part.start}-${part.end}` }),
      }),
    );
    if (Body instanceof Readable)
      return whole(Body, part === undefined ? object.size : part.end - part.start + 1, bucket.silenceMs);
    throw new TypeError('the S3 client gave no stream');
  } catch (error) {
    if (isAbsentInS3(error)) throw new NotFound('The file');
    if (s3Code(error) === 'InvalidRange') throw new RangeNotSatisfiable(object.size);
    throw error;
  }
}

/**
 * Sends a stream under a free name, each body with its Content-MD5, which S3 servers do check. Returns the version.
 * @throws StorageFull, or what `isTaken` recognises when the name is not free
 */
export async function upload(target: Target, source: AsyncIterable<Uint8Array>): Promise<string | undefined> {
  const { client, name, sizes } = target.bucket;
  const where = { Bucket: name, Key: target.key };
  const parts = partsOf(source, sizes.partBytes);
  try {
    const first = await parts.next();
    const body = first.done === true ? Buffer.alloc(0) : first.value;
    if (body.length < sizes.partBytes) {
      const put = { ...where, Body: body, ContentMD5: md5(body), ContentType: target.contentType };
      const free = target.further === true ? {} : { IfNoneMatch: '*' };
      return (await client.send(new PutObjectCommand({ ...put, ...free }))).VersionId;
    }
    return await multipart(target, startingWith(body, parts), async (Body, PartNumber, UploadId) => {
      const part = { ...where, UploadId, PartNumber, Body, ContentMD5: md5(Body) };
      return (await client.send(new UploadPartCommand(part))).ETag;
    });
  } catch (error) {
    return rethrowS3(error);
  }
}

async function* startingWith<T>(first: T, rest: AsyncIterable<T>): AsyncGenerator<T> {
  yield first;
  yield* rest;
}

/**
 * Copies inside the store, in parts, so of any size; small objects pass through here instead, with Content-MD5. The
 * source may not change meanwhile. Returns the version. Errors as for `upload`.
 */
export async function copy(
  from: { bucket: Bucket; key: string; object: ObjectHead },
  target: Target,
): Promise<string | undefined> {
  const { client, name, sizes } = target.bucket;
  if (from.object.size < sizes.partBytes) {
    return upload(target, await download(from.bucket, from.key, from.object));
  }
  const ranges = copyRanges(from.object.size, sizes.copyPartBytes);
  const source = {
    CopySource: `${from.bucket.name}/${from.key}`,
    ...(from.object.etag === undefined ? {} : { CopySourceIfMatch: from.object.etag }),
  };
  try {
    return await multipart(target, ranges, async ({ start, end }, PartNumber, UploadId) => {
      const where = { Bucket: name, Key: target.key, UploadId, PartNumber };
      const part = { ...where, ...source, CopySourceRange: `bytes=${start}-${end}` };
      return (await client.send(new UploadPartCopyCommand(part))).CopyPartResult?.ETag;
    });
  } catch (error) {
    return rethrowS3(error);
  }
}
