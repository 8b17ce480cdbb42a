import { stat } from 'node:fs/promises';
import type { Config } from '../../../config';
import { openEvidenceStore, openIncomingStore } from '../../../platform/object-store';
import { redisBackend } from '../../../platform/queue/redis-backend';
import { verifierKeys } from '../keys';
import { fine, problem, reason, type Finding } from './finding';

const isThere = async (path: string): Promise<boolean> =>
  stat(path).then(
    () => true,
    () => false,
  );

/** Can both areas be used as evidence needs them: on S3 with versioning and Object Lock. */
export async function objectStore({ home, objects }: Config): Promise<Finding[]> {
  const where = objects.s3 === undefined ? objects.root : objects.s3.endpoint;
  if (objects.s3 === undefined && !(await isThere(home))) {
    return [fine('object store', `${where}, made at the first start`)];
  }
  try {
    await openIncomingStore(objects);
    await openEvidenceStore(objects);
    return [fine('object store', where)];
  } catch (error) {
    const mend =
      objects.s3 === undefined ? 'give this account the folder' : 'see docs/operations.md, Object store';
    return [problem('object store', `${where}: ${(error as Error).message.replaceAll('\n', ' ')}`, mend)];
  }
}

export async function queue({ redisUrl }: Config): Promise<Finding[]> {
  if (redisUrl === undefined) return [fine('queue', 'in PostgreSQL')];
  const backend = redisBackend(redisUrl);
  try {
    await backend.check();
    return [fine('queue', 'in Redis, which keeps every job')];
  } catch (error) {
    return [problem('queue', reason(error), 'check REDIS_URL, and set maxmemory-policy noeviction')];
  } finally {
    await backend.close();
  }
}

export async function signingKeys(config: Config): Promise<Finding[]> {
  try {
    const keys = await verifierKeys(config);
    if (keys.length === 0) return [fine('custody keys', 'made at the first start')];
    return keys.map((key) => fine('custody key', key));
  } catch (error) {
    return [
      problem('custody keys', reason(error), 'CUSTODY_KEY_FILES must name readable Ed25519 keys in PEM'),
    ];
  }
}
