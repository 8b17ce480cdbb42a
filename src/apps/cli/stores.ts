import type { Config } from '../../config';
import { openDatabase, type Database } from '../../platform/database';
import {
  openEvidenceStore,
  openIncomingStore,
  type EvidenceStore,
  type IncomingStore,
} from '../../platform/object-store';

export interface Stores {
  /** By the URL that was given. */
  readonly database: Database;
  readonly evidence: EvidenceStore;
  readonly incoming: IncomingStore;
}

/** Runs `work` with a connection and both areas of the store. */
export async function withStores<T>(
  { objects }: Config,
  databaseUrl: string,
  work: (stores: Stores) => Promise<T>,
): Promise<T> {
  const database = await openDatabase(databaseUrl, 2);
  try {
    return await work({
      database,
      incoming: await openIncomingStore(objects),
      evidence: await openEvidenceStore(objects),
    });
  } finally {
    await database.close();
  }
}
