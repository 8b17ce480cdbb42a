import { statfs } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import type { Config } from '../../config';
import { ClockSkew } from '../../custody';
import { skewOf } from '../../kernel/clock';
import type { Database } from '../../platform/database';
import { StorageFull, type EvidenceStore, type IncomingStore } from '../../platform/object-store';
import type { Queues } from '../../platform/queue';
import type { ServiceHealth } from '../../platform/services';

/** custody.append refuses a clock that is further off. */
const MAX_SKEW_MS = 5_000;

export interface Needs {
  readonly database: Database;
  readonly queues: Pick<Queues, 'check'>;
  readonly incoming: IncomingStore;
  readonly evidence: EvidenceStore;
  readonly worker: Pick<Config['worker'], 'scratchFreeBytes'>;
}

/** What the work of this process needs, each with a cheap way to see whether it is there. */
export function watchServices(
  health: ServiceHealth,
  { database, queues, incoming, evidence, worker }: Needs,
): void {
  health.add('database', () => checkDatabase(database));
  health.add('queue', () => queues.check());
  health.add('incoming', () => incoming.check());
  health.add('evidence', () => evidence.check());
  health.add('scratch', async () => {
    const { bavail, bsize } = await statfs(tmpdir());
    if (bavail * bsize < worker.scratchFreeBytes) throw new StorageFull();
  });
}

/** @throws ClockSkew */
async function checkDatabase(database: Database): Promise<void> {
  const asked = Date.now();
  const [row] = await database.transaction((tx) =>
    tx.query<{ now: Date }>('SELECT clock_timestamp() AS now'),
  );
  if (skewOf(row?.now ?? new Date(0), asked, Date.now()) > MAX_SKEW_MS) throw new ClockSkew();
}
