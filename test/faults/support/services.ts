import { loadConfig } from '../../../src/config';
import { prepareBuckets } from '../../../src/platform/object-store';
import { startCeph, type Ceph } from '../../support/ceph';
import { startRedis } from '../../support/redis';
import type { Settings } from './plant';

/** Makes the buckets; gives how a plant's processes reach them, at `endpoint` where something stands before the store. */
export async function storeSettings(ceph: Ceph, endpoint = ceph.endpoint): Promise<Settings> {
  const settings = {
    ...{ S3_ACCESS_KEY_ID: ceph.accessKeyId, S3_SECRET_ACCESS_KEY: ceph.secretAccessKey },
    ...{ S3_ENDPOINT: endpoint, EVIDENCE_LOCK_DAYS: '1' },
  };
  const { objects } = loadConfig({ ...settings });
  if (objects.s3 === undefined) throw new Error('no S3 is configured');
  await prepareBuckets(objects.s3);
  return {
    ...settings,
    INTAKE_S3_ACCESS_KEY_ID: ceph.accessKeyId,
    INTAKE_S3_SECRET_ACCESS_KEY: ceph.secretAccessKey,
  };
}

export interface Services {
  readonly settings: Settings;
  stop(): Promise<void>;
}

/** Ceph's S3 with its buckets, and Redis. */
export async function startServices(): Promise<Services> {
  const [redis, ceph] = await Promise.all([startRedis(), startCeph([])]);
  return {
    settings: { ...(await storeSettings(ceph)), REDIS_URL: redis.url },
    stop: async () => {
      await Promise.all([redis.stop(), ceph.stop()]);
    },
  };
}
