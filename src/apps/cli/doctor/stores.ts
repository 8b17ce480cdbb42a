import { stat } from 'node:fs/promises';
import type { Config } from '../../../config';
import { loadSigners, refuseUnknownKeys, UnknownKeys } from '../../../custody';
import { openDatabase } from '../../../platform/database';
import { openEvidenceStore, openIncomingStore } from '../../../platform/object-store';
import { redisBackend } from '../../../platform/queue/redis-backend';
import { verifierKeys } from '../keys';
import { urlsOf } from './database';
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
      objects.s3 === undefined ? 'give this account the folder' : 'see docs/object-store.md, In S3';
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
    return [
      problem(
        'queue',
        reason(error),
        'check REDIS_URL and its password, and set maxmemory-policy noeviction',
      ),
    ];
  } finally {
    await backend.close();
  }
}

/** Whether the log knows a key of this machine. */
async function known({ custody }: Config, databaseUrl: string): Promise<Finding[]> {
  const database = await openDatabase(databaseUrl, 1);
  try {
    const signers = await loadSigners(custody.origin, { files: custody.keyFiles, folder: custody.keyFolder });
    await database.transaction((tx) => refuseUnknownKeys(tx, signers));
    return [];
  } catch (error) {
    if (!(error instanceof UnknownKeys)) throw error;
    return [
      problem(
        'custody keys',
        'none here has signed this log',
        'see docs/operations.md, More than one intake or worker',
      ),
    ];
  } finally {
    await database.close();
  }
}

export async function signingKeys(config: Config): Promise<Finding[]> {
  try {
    const keys = await verifierKeys(config);
    if (keys.length === 0) return [fine('custody keys', 'made at the first start')];
    const urls = await urlsOf(config);
    return [
      ...keys.map((key) => fine('custody key', key)),
      ...(urls === undefined ? [] : await known(config, urls.worker)),
    ];
  } catch (error) {
    return [
      problem('custody keys', reason(error), 'CUSTODY_KEY_FILES must name readable Ed25519 keys in PEM'),
    ];
  }
}
