import type { EventId } from '../kernel/ids';
import type { Transaction } from '../platform/database';
import { NoProofYet } from './custody.errors';
import { CustodyReader } from './custody-reader';
import { recordText } from './pure/record';
import { latestCheckpoint, type SignedCheckpoint } from './sequencer';

/** One record by itself, with all that shows that it is in the log. */
export interface ProvenRecord {
  /** Its five lines. */
  readonly record: string;
  /** C2SP tlog-proof under `checkpoint`. */
  readonly proof: string;
  readonly checkpoint: SignedCheckpoint;
  /** RFC 9162 section 2.1.4: that `checkpoint` grew from the older one. */
  readonly consistency: readonly Buffer[];
}

interface RecordRow {
  readonly subject: string;
  readonly seq: string;
  readonly prev: string;
  readonly event: string;
}

/**
 * @param older a signed state from before the event; without it nothing is said of how the log grew
 * @throws NoProofYet when the event is unknown, invisible to this role, or not signed yet
 */
export async function provenRecord(
  tx: Transaction,
  id: EventId,
  older?: SignedCheckpoint,
): Promise<ProvenRecord> {
  const checkpoint = await latestCheckpoint(tx);
  const [row] = await tx.query<RecordRow>(
    `SELECT subject, seq, encode(prev, 'hex') AS prev, event FROM custody.record WHERE id = $1`,
    [id],
  );
  if (checkpoint === undefined || row === undefined || checkpoint.size <= (older?.size ?? 0))
    throw new NoProofYet();
  const reader = new CustodyReader();
  return {
    record: recordText({ subject: row.subject, seq: Number(row.seq), prev: row.prev, event: row.event }),
    proof: await reader.proofFor(tx, id, checkpoint),
    checkpoint,
    consistency: older === undefined ? [] : await reader.consistency(tx, older.size, checkpoint.size),
  };
}
