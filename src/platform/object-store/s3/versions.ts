import {
  HeadObjectCommand,
  ListObjectsV2Command,
  ListObjectVersionsCommand,
  type ListObjectVersionsCommandOutput,
  type ObjectVersion,
} from '@aws-sdk/client-s3';
import { NotFound } from '../../../kernel/errors';
import type { Bucket } from './client';
import { isAbsentInS3 } from './errors';
import type { ObjectHead } from './transfer';

/** No object has this name; a store that says so answers. The policies let everybody ask for it. */
export const NOTHING = 'nothing/nothing';

export interface Version extends ObjectHead {
  readonly key: string;
  readonly version: string;
}

/**
 * The first version of each name. Evidence is what was written first: a later version, or a delete marker, changes
 * nothing of it, whoever put it there.
 */
export async function* firstVersions(bucket: Bucket, prefix: string, after = ''): AsyncGenerator<Version> {
  let oldest: Version | undefined;
  // S3 lists by name, and each name's versions from the newest to the oldest.
  for await (const entry of versions(bucket, prefix, after)) {
    const version = toVersion(entry);
    if (oldest !== undefined && oldest.key !== version.key) yield oldest;
    oldest = version;
  }
  if (oldest !== undefined) yield oldest;
}

export async function firstVersion(bucket: Bucket, key: string): Promise<Version | undefined> {
  for await (const version of firstVersions(bucket, key)) {
    return version.key === key ? version : undefined;
  }
  return undefined;
}

/** Every version of a name, the oldest first. */
export async function versionsOf(bucket: Bucket, key: string): Promise<Version[]> {
  const found: Version[] = [];
  for await (const entry of versions(bucket, key, '')) if (entry.Key === key) found.unshift(toVersion(entry));
  return found;
}

/** A version of a name, or a marker that somebody put over it. */
export interface StoredVersion {
  readonly key: string;
  readonly version: string;
  readonly marker: boolean;
}

/** Of one name, from the newest to the oldest. */
export async function everyVersion(bucket: Bucket, key: string): Promise<StoredVersion[]> {
  const found: StoredVersion[] = [];
  for await (const page of pages(bucket, key)) {
    const all = [
      ...(page.Versions ?? []).map((entry) => ({ ...entry, marker: false })),
      ...(page.DeleteMarkers ?? []).map((entry) => ({ ...entry, marker: true })),
    ];
    for (const { Key, VersionId, marker } of all) {
      if (Key !== key || VersionId === undefined) continue;
      found.push({ key, version: VersionId, marker });
    }
  }
  // Within one kind S3 keeps the order; markers go first, as no reading asks for them.
  return [...found.filter(({ marker }) => marker), ...found.filter(({ marker }) => !marker)];
}

async function* versions(bucket: Bucket, prefix: string, after: string): AsyncGenerator<ObjectVersion> {
  for await (const page of pages(bucket, prefix, after)) yield* page.Versions ?? [];
}

async function* pages(
  bucket: Bucket,
  prefix: string,
  after = '',
): AsyncGenerator<ListObjectVersionsCommandOutput> {
  let marker: { KeyMarker?: string; VersionIdMarker?: string } | undefined =
    after === '' ? {} : { KeyMarker: after };
  while (marker !== undefined) {
    const page: ListObjectVersionsCommandOutput = await bucket.client.send(
      new ListObjectVersionsCommand({ Bucket: bucket.name, Prefix: prefix, ...marker }),
    );
    yield page;
    const { NextKeyMarker, NextVersionIdMarker } = page;
    marker =
      page.IsTruncated === true && NextKeyMarker !== undefined
        ? {
            KeyMarker: NextKeyMarker,
            ...(NextVersionIdMarker === undefined ? {} : { VersionIdMarker: NextVersionIdMarker }),
          }
        : undefined;
  }
}

function toVersion({ Key, VersionId, Size, LastModified, ETag }: ObjectVersion): Version {
  if (Key === undefined || VersionId === undefined || Size === undefined) {
    throw new TypeError('the S3 server listed a version without its name, id or size');
  }
  return {
    key: Key,
    version: VersionId,
    size: Size,
    modifiedAt: LastModified ?? new Date(0),
    ...(ETag === undefined ? {} : { etag: ETag }),
  };
}

/** By a list, not HEAD, which needs the right to read the bytes: who receives drafts must not have it. @throws NotFound */
export async function look(bucket: Bucket, key: string): Promise<ObjectHead> {
  const { Contents = [] } = await bucket.client.send(
    // S3 lists by name, so a name comes before all that begin with it.
    new ListObjectsV2Command({ Bucket: bucket.name, Prefix: key, MaxKeys: 1 }),
  );
  const found = Contents[0];
  if (found?.Key !== key) throw new NotFound('The file');
  return {
    size: found.Size ?? 0,
    modifiedAt: found.LastModified ?? new Date(0),
    ...(found.ETag === undefined ? {} : { etag: found.ETag }),
  };
}

export interface LockedHead extends ObjectHead {
  readonly lockedUntil?: Date;
  /** Whoever may bypass governance lifts such a lock. */
  readonly isGovernance?: boolean;
}

/** The current object and, of a version, its lock. @throws NotFound */
export async function head(bucket: Bucket, key: string, version?: string): Promise<LockedHead> {
  const which = version === undefined ? {} : { VersionId: version };
  const found = await bucket.client
    .send(new HeadObjectCommand({ Bucket: bucket.name, Key: key, ...which }))
    .catch((error: unknown) => {
      if (isAbsentInS3(error)) throw new NotFound('The file');
      throw error;
    });
  return {
    size: found.ContentLength ?? 0,
    modifiedAt: found.LastModified ?? new Date(0),
    ...(found.ETag === undefined ? {} : { etag: found.ETag }),
    ...(version === undefined ? {} : { version }),
    ...(found.ObjectLockRetainUntilDate === undefined
      ? {}
      : {
          lockedUntil: found.ObjectLockRetainUntilDate,
          isGovernance: found.ObjectLockMode === 'GOVERNANCE',
        }),
  };
}
