import { NotFound } from '../../kernel/errors';
import type { ClipId } from '../../kernel/ids';
import type { Database } from '../../platform/database';
import {
  evidenceKey,
  incomingKey,
  type EvidenceStore,
  type IncomingStore,
} from '../../platform/object-store';
import { MASTERS } from './masters';
import { SweepRepository, type StoredClip } from './sweep.repository';

const BATCH = 500;

/**
 * Clips whose bytes should be in one of the areas and are not: an operator must look. The rows, by id, are held against the
 * list of the originals, by name, in one pass: the store is asked by itself for no more than those that the lists do not
 * show. In memory are the names of what is arriving at the moment, and of nothing else. As lintel_worker.
 */
export async function missingObjects(
  database: Database,
  incoming: IncomingStore,
  evidence: EvidenceStore,
): Promise<ClipId[]> {
  const clips = new SweepRepository();
  const arriving = await whole(incoming);
  const masters = new Ascending(evidence.list(MASTERS));
  /** Where no list shows it: the clip may have moved on since its row was read, or lie under another name since a repair. */
  const isThereNow = async (id: ClipId): Promise<boolean> => {
    const row = await database.transaction((tx) => clips.storedOne(tx, id));
    return row === undefined || isThere(row, incoming, evidence);
  };
  const missing: ClipId[] = [];
  let after: ClipId | null = null;
  for (;;) {
    const last: ClipId | null = after;
    const rows: StoredClip[] = await database.transaction((tx) => clips.stored(tx, last, BATCH));
    for (const row of rows) {
      const listed = await (row.evidenceKey === null
        ? arriving.has(row.incomingKey)
        : row.evidenceKey === `${MASTERS}${row.id}` && masters.has(row.evidenceKey));
      if (!listed && !(await isThereNow(row.id))) missing.push(row.id);
    }
    after = rows.at(-1)?.id ?? null;
    if (after === null) {
      await masters.end();
      return missing;
    }
  }
}

/** Of what has no bytes a list may show the record of its upload. */
async function whole(incoming: IncomingStore): Promise<ReadonlySet<string>> {
  const names = new Set<string>();
  for await (const { key, size } of incoming.list()) if (size > 0) names.add(key);
  return names;
}

/** A list by name that is asked for one name after the other, each behind the last. */
class Ascending {
  private readonly names: AsyncIterator<{ readonly key: string }>;
  private at: string | undefined = '';

  constructor(list: AsyncIterable<{ readonly key: string }>) {
    this.names = list[Symbol.asyncIterator]();
  }

  async has(name: string): Promise<boolean> {
    while (this.at !== undefined && this.at < name) {
      const next = await this.names.next();
      this.at = next.done === true ? undefined : next.value.key;
    }
    return this.at === name;
  }

  async end(): Promise<void> {
    await this.names.return?.();
  }
}

const isThere = (row: StoredClip, incoming: IncomingStore, evidence: EvidenceStore): Promise<boolean> =>
  (row.evidenceKey === null
    ? incoming.stat(incomingKey(row.incomingKey))
    : evidence.stat(evidenceKey(row.evidenceKey))
  ).then(
    () => true,
    (error: unknown) => {
      if (error instanceof NotFound) return false;
      throw error;
    },
  );
