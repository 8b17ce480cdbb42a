import { CopyObjectCommand, DeleteObjectCommand } from '@aws-sdk/client-s3';
import { NotFound } from '../../../kernel/errors';
import type { IncomingKey } from '../keys';
import type { Bucket } from './client';
import { isAbsentInS3, isTaken, rethrowS3 } from './errors';
import { copy, type ObjectHead } from './transfer';
import { look } from './versions';

/** Under this lies what has arrived whole. The keys of who received it may not write, read or remove there. */
export const ARRIVED = 'arrived/';

const TYPE = 'application/octet-stream';
/** S3 copies no more in one step. */
const ONE_STEP_BYTES = 5 * 1024 ** 3;

export const arrivedName = (key: IncomingKey): string => `${ARRIVED}${key}`;

interface Found {
  /** In the bucket. */
  readonly name: string;
  readonly object: ObjectHead;
}

export async function lookFor(bucket: Bucket, name: string): Promise<ObjectHead | undefined> {
  try {
    return await look(bucket, name);
  } catch (error) {
    if (error instanceof NotFound) return undefined;
    throw error;
  }
}

/** Where an incoming object lies: whatever came later under its own name is never read for what was taken. @throws NotFound */
export async function find(bucket: Bucket, key: IncomingKey): Promise<Found> {
  // Between two looks it may be taken: so the first is repeated.
  for (const name of [arrivedName(key), key, arrivedName(key)]) {
    const object = await lookFor(bucket, name);
    if (object !== undefined) return { name, object };
  }
  throw new NotFound('The file');
}

export const isThere = (bucket: Bucket, key: IncomingKey): Promise<boolean> =>
  find(bucket, key).then(
    () => true,
    (error: unknown) => {
      if (error instanceof NotFound) return false;
      throw error;
    },
  );

/**
 * Takes an object out of the reach of who received it: a copy inside the store, and only when the store shows it whole, the removal of
 * the original. May be repeated after a death at any step, and by two at once.
 */
export async function takeAside(
  bucket: Bucket,
  key: IncomingKey,
  oneStepBytes = ONE_STEP_BYTES,
): Promise<void> {
  // In this order: if another takes it between the two looks, what was seen here is gone, and what somebody put in its place is not copied.
  const object = await lookFor(bucket, key);
  if (object === undefined) return;
  const apart =
    (await lookFor(bucket, arrivedName(key))) ?? (await copyAside(bucket, key, object, oneStepBytes));
  // What came later under the name is never read, and goes with the rest at the end.
  if (apart?.size === object.size)
    await bucket.client.send(new DeleteObjectCommand({ Bucket: bucket.name, Key: key }));
}

/** @returns `undefined` when it is no longer what it was: it is looked at again later */
async function copyAside(
  bucket: Bucket,
  key: IncomingKey,
  object: ObjectHead,
  oneStepBytes: number,
): Promise<ObjectHead | undefined> {
  const Key = arrivedName(key);
  try {
    if (object.size <= oneStepBytes) {
      await bucket.client.send(
        new CopyObjectCommand({
          ...{ Bucket: bucket.name, Key, CopySource: `${bucket.name}/${key}` },
          ...(object.etag !== undefined && { CopySourceIfMatch: object.etag }),
        }),
      );
    } else {
      const target = { bucket, key: Key, contentType: TYPE };
      await copy({ bucket, key, object }, target);
    }
  } catch (error) {
    if (!isAbsentInS3(error) && !isTaken(error)) rethrowS3(error);
  }
  const there = await lookFor(bucket, Key);
  if (there !== undefined && there.size !== object.size)
    throw new Error('the S3 server has not copied the whole of what has arrived');
  return there;
}
