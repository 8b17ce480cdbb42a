import { NotFound } from '../../kernel/errors';
import type { ClipId } from '../../kernel/ids';
import type { Database } from '../../platform/database';
import {
  evidenceKey,
  incomingKey,
  type EvidenceStore,
  type IncomingStore,
} from '../../platform/object-store';
import { SweepRepository, type StoredClip } from './sweep.repository';

const BATCH = 500;

/** Clips whose bytes should be in one of the areas and are not: an operator must look. As lintel_worker. */
export async function missingObjects(
  database: Database,
  incoming: IncomingStore,
  evidence: EvidenceStore,
): Promise<ClipId[]> {
  const clips = new SweepRepository();
  const isThere = (row: StoredClip): Promise<boolean> =>
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
  /** A second look: the clip may have moved on between reading its row and looking for its object. */
  const isThereNow = async (id: ClipId): Promise<boolean> => {
    const row = await database.transaction((tx) => clips.storedOne(tx, id));
    return row === undefined || isThere(row);
  };
  const missing: ClipId[] = [];
  let after: ClipId | null = null;
  for (;;) {
    const last: ClipId | null = after;
    const rows: StoredClip[] = await database.transaction((tx) => clips.stored(tx, last, BATCH));
    for (const row of rows) if (!(await isThere(row)) && !(await isThereNow(row.id))) missing.push(row.id);
    after = rows.at(-1)?.id ?? null;
    if (after === null) return missing;
  }
}
