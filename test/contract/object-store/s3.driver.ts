import { setTimeout as sleep } from 'node:timers/promises';
import {
  ListMultipartUploadsCommand,
  ListObjectsV2Command,
  ListObjectVersionsCommand,
  PutObjectCommand,
  type S3Client,
} from '@aws-sdk/client-s3';
import { loadConfig } from '../../../src/config';
import { openEvidenceStore, openIncomingStore, prepareBuckets } from '../../../src/platform/object-store';
import { connect, type S3Settings } from '../../../src/platform/object-store/s3/client';
import type { Ceph } from '../../support/ceph';
import { SMALL_PARTS, type Driver } from './driver';

export interface S3Driver extends Driver {
  readonly settings: S3Settings;
  /** A client of the test's own, with the worker's rights: what an intruder there could do. */
  readonly client: S3Client;
}

export function settingsFor(ceph: Ceph, endpoint = ceph.endpoint) {
  const { objects } = loadConfig({
    S3_ENDPOINT: endpoint,
    S3_ACCESS_KEY_ID: ceph.accessKeyId,
    S3_SECRET_ACCESS_KEY: ceph.secretAccessKey,
    EVIDENCE_LOCK_DAYS: '30',
  });
  if (objects.s3 === undefined) throw new Error('no S3 is configured');
  return { objects, settings: objects.s3 };
}

export async function startS3(ceph: Ceph): Promise<S3Driver> {
  const { objects, settings } = settingsFor(ceph);
  await prepareBuckets(settings);
  const client = connect(settings);
  const lockDays = 1 / 86_400;
  const brief = await openEvidenceStore({ ...objects, lockDays }, { sizes: SMALL_PARTS });
  return {
    brief,
    async unlock(key) {
      const { lockedUntil } = await brief.stat(key);
      await sleep(Math.max(0, (lockedUntil?.getTime() ?? 0) - Date.now()) + 1_100);
    },
    objects,
    settings,
    client,
    incoming: await openIncomingStore(objects, SMALL_PARTS),
    evidence: await openEvidenceStore(objects, { sizes: SMALL_PARTS }),
    async leftovers(area, prefix) {
      const Bucket = area === 'incoming' ? settings.incomingBucket : settings.evidenceBucket;
      const found: string[] = [];
      for (const Prefix of area === 'incoming' ? [`arrived/${prefix}/`, `${prefix}/`] : [`${prefix}/`]) {
        const where = { Bucket, Prefix };
        const { Contents = [] } = await client.send(new ListObjectsV2Command(where));
        const { Versions = [], DeleteMarkers = [] } = await client.send(new ListObjectVersionsCommand(where));
        const { Uploads = [] } = await client.send(new ListMultipartUploadsCommand(where));
        found.push(...[...Contents, ...Versions, ...DeleteMarkers, ...Uploads].map(({ Key }) => Key ?? ''));
      }
      return found.sort();
    },
    async tamper(key, bytes) {
      await client.send(new PutObjectCommand({ Bucket: settings.incomingBucket, Key: key, Body: bytes }));
    },
    stop() {
      client.destroy();
      return Promise.resolve();
    },
  };
}
