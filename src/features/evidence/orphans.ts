import type { Database, Transaction } from '../../platform/database';
import type { EvidenceEntry, EvidenceStore, IncomingEntry, IncomingStore } from '../../platform/object-store';
import { MASTERS } from './masters';
import { SweepRepository } from './sweep.repository';

const BATCH = 500;

/** Cuts a list into batches and keeps of each what `choose` gives. */
async function sifted<Entry extends { readonly key: string }>(
  list: AsyncIterable<Entry>,
  choose: (keys: string[]) => Promise<string[]>,
): Promise<Entry[]> {
  const found: Entry[] = [];
  let batch: Entry[] = [];
  const sift = async (): Promise<void> => {
    const chosen = new Set(await choose(batch.map(({ key }) => key)));
    found.push(...batch.filter(({ key }) => chosen.has(key)));
    batch = [];
  };
  for await (const entry of list) {
    batch.push(entry);
    if (batch.length >= BATCH) await sift();
  }
  if (batch.length > 0) await sift();
  return found;
}

/** Locked originals of which the database has no row: of a restore to before they were sent. As the worker. */
export const orphanedMasters = (
  database: Database,
  evidence: Pick<EvidenceStore, 'list'>,
): Promise<EvidenceEntry[]> =>
  sifted(evidence.list(MASTERS), (keys) => database.transaction((tx) => withoutClip(tx, keys)));

/** Files in `incoming` that no row names. As the worker. */
export const orphanedDrafts = (
  database: Database,
  incoming: Pick<IncomingStore, 'list'>,
): Promise<IncomingEntry[]> =>
  sifted(incoming.list(), (keys) => database.transaction((tx) => new SweepRepository().orphans(tx, keys)));

/** A row is there long before its object; also one that was erased stays. */
async function withoutClip(tx: Transaction, keys: readonly string[]): Promise<string[]> {
  const rows = await tx.query<{ key: string }>(
    `SELECT key FROM unnest($1::text[]) AS key
      WHERE NOT EXISTS (SELECT FROM lintel.clip c WHERE c.evidence_key = key OR c.id::text = substr(key, $2))`,
    [keys, MASTERS.length + 1],
  );
  return rows.map(({ key }) => key);
}
