import type { Config } from '../../../config';
import { missingObjects, orphanedMasters, RestoreGuard } from '../../../features/evidence';
import { openDatabase, type Transaction } from '../../../platform/database';
import { openEvidenceStore, openIncomingStore } from '../../../platform/object-store';
import { withQueues } from '../jobs';
import { witnessesFor } from '../log-watch';
import { withStores } from '../stores';
import { urlsOf } from './database';
import { fine, problem, type Finding } from './finding';
import { lateFinding, waitingFindings } from './waiting';

const MOST_NAMED = 5;

/** Jobs that were given up, and clips whose bytes are not in the store. */
export async function leftBehind(config: Config): Promise<Finding[]> {
  const urls = await urlsOf(config);
  if (urls === undefined) return [];
  const { failed, waiting, late } = await withQueues(config, urls.worker, async (queues) => ({
    late: (await queues.counts()).outbox.late,
    failed: await queues.failedJobs(),
    waiting: await queues.waitingJobs(),
  }));
  const missing = await lost(config, urls.worker);
  return [
    failed.length === 0
      ? fine('jobs', 'none was given up')
      : problem(
          'jobs',
          `${failed.length} given up`,
          'lintel jobs says why; lintel jobs --retry all does them again',
        ),
    ...waitingFindings(waiting),
    lateFinding(late, failed.length + waiting.length),
    missing.length === 0
      ? fine('clips', 'the bytes of each are in the store')
      : problem(
          'clips',
          `the bytes of ${missing.length} are not in the store: ${missing.slice(0, MOST_NAMED).join(', ')}${missing.length > MOST_NAMED ? '…' : ''}`,
          'bring the objects back from the backup; lintel verify --live tells what the log says of them',
        ),
  ];
}

async function damagedItems(tx: Transaction): Promise<number> {
  const [row] = await tx.query<{ count: number }>(
    `SELECT ((SELECT count(*) FROM lintel.clip_trouble WHERE kind = 'damaged')
             + (SELECT count(*) FROM lintel.bundle_reading WHERE damaged_since IS NOT NULL))::int AS count`,
  );
  return row?.count ?? 0;
}

/** Is the database as new as the store, and has every locked original its row. */
export async function restored(config: Config): Promise<Finding[]> {
  const urls = await urlsOf(config);
  if (urls === undefined) return [];
  return withStores(config, urls.worker, async ({ database, evidence }) => {
    const behind = await new RestoreGuard(database, evidence, witnessesFor(config, database)).behind();
    const masters = await orphanedMasters(database, evidence);
    const damaged = await database.transaction(damagedItems);
    return [
      behind === undefined
        ? fine('restore', 'every checkpoint in the store is known, and no witness knows more')
        : problem(
            'restore',
            `the database is older than ${behind.witness === undefined ? 'the store' : `what the witness ${behind.witness} has seen`} (${behind.log} of ${behind.store} records): nothing is erased`,
            'see docs/operations.md, Restore; lintel restore compares them',
          ),
      damaged === 0
        ? fine('stored files', 'what was read again was as it was locked')
        : problem(
            'stored files',
            `those of ${damaged} item(s) or bundle(s) are not what was locked`,
            'lintel fixity names them; bring them back from a backup, and keep the disk as it is',
          ),
      masters.length === 0
        ? fine('originals', 'each has its row')
        : problem(
            'originals',
            `${masters.length} locked without a row`,
            'lintel restore names them, and takes them back in',
          ),
    ];
  });
}

async function lost({ objects }: Config, databaseUrl: string): Promise<string[]> {
  const database = await openDatabase(databaseUrl, 2);
  try {
    return await missingObjects(database, await openIncomingStore(objects), await openEvidenceStore(objects));
  } finally {
    await database.close();
  }
}
