import type { EventId } from '../kernel/ids';
import type { JsonObject, JsonValue } from '../kernel/json';
import type { Transaction } from '../platform/database';
import { NoProofYet } from './custody.errors';
import type { Actor, Subject } from './event';
import type { EventType } from './events';
import type { Category } from './events/define';
import { consistencyRanges, inclusionRanges } from './pure/merkle';
import { formatProof } from './pure/tlog-proof';
import { latestCheckpoint, type SignedCheckpoint } from './sequencer';
import { readRanges } from './tree-store';

/** The event as logged (see docs/custody-log.md). */
interface LoggedEvent {
  readonly v: 1;
  readonly id: EventId;
  /** UTC with milliseconds, ISO 8601. */
  readonly at: string;
  readonly type: EventType;
  readonly category: Category;
  readonly actor: Actor;
  readonly investigation?: string;
  readonly recipient?: string;
  readonly detail: JsonObject;
  readonly commit: Readonly<Record<string, string>>;
}

/** A value that the event commits to as SHA-256(salt || JCS(value)); the salt is hexadecimal. */
export interface HistoryOpening {
  readonly salt: string;
  readonly value: JsonValue;
}

export interface HistoryEntry {
  readonly subject: Subject;
  readonly seq: number;
  readonly event: LoggedEvent;
  /** Place in the tree; undefined until the sequencer has signed it. */
  readonly index?: number;
  /** Committed values that this role may see and that are not erased. */
  readonly openings: Readonly<Record<string, HistoryOpening>>;
}

interface HistoryRow {
  readonly seq: string;
  readonly event: string;
  readonly index: string | null;
  readonly openings: Record<string, HistoryOpening> | null;
}

/** Reads the log with the rights of the transaction's role: row-level security decides what is there. */
export class CustodyReader {
  /** Events of a subject, oldest first: all of them, or at most `limit` after the event `after`. */
  async history(
    tx: Transaction,
    subject: Subject,
    { limit, after }: { readonly limit?: number | undefined; readonly after?: EventId | undefined } = {},
  ): Promise<HistoryEntry[]> {
    const rows = await tx.query<HistoryRow>(
      `SELECT r.seq, r.event, l.index,
         (SELECT json_object_agg(o.field, json_build_object('salt', encode(o.salt, 'hex'), 'value', o.value))
            FROM lintel.opening o WHERE o.event_id = r.id) AS openings
       FROM custody.record r LEFT JOIN custody.leaf l USING (subject, seq)
       WHERE r.subject = $1
         AND ($3::uuid IS NULL OR r.seq > (SELECT a.seq FROM custody.record a WHERE a.subject = $1 AND a.id = $3))
       ORDER BY r.seq LIMIT $2`,
      [subject, limit ?? null, after ?? null],
    );
    return rows.map((row) => ({
      subject,
      seq: Number(row.seq),
      event: JSON.parse(row.event) as LoggedEvent,
      ...(row.index === null ? {} : { index: Number(row.index) }),
      openings: row.openings ?? {},
    }));
  }

  /**
   * C2SP tlog-proof of one event under `under`, by default the newest checkpoint.
   * @throws NoProofYet when the event is unknown, invisible to this role, or not signed yet.
   */
  async proofFor(tx: Transaction, eventId: EventId, under?: SignedCheckpoint): Promise<string> {
    const checkpoint = under ?? (await latestCheckpoint(tx));
    const [leaf] = await tx.query<{ index: string }>(
      'SELECT l.index FROM custody.record r JOIN custody.leaf l USING (subject, seq) WHERE r.id = $1',
      [eventId],
    );
    return this.proofAt(tx, leaf === undefined ? undefined : Number(leaf.index), checkpoint);
  }

  /** The same of the leaf at a place. @throws NoProofYet when there is none, or it is newer than the checkpoint */
  async proofAt(
    tx: Transaction,
    index: number | undefined,
    checkpoint: SignedCheckpoint | undefined,
  ): Promise<string> {
    if (checkpoint === undefined || index === undefined || index >= checkpoint.size) throw new NoProofYet();
    const hashes = await readRanges(tx, inclusionRanges(index, checkpoint.size));
    return formatProof({ index, hashes, checkpoint: checkpoint.note });
  }

  /**
   * RFC 6962 consistency proof: that the tree of `oldSize` leaves begins the tree of `newSize`.
   * @throws RangeError when the tree never had these sizes.
   */
  async consistency(tx: Transaction, oldSize: number, newSize: number): Promise<Buffer[]> {
    return readRanges(tx, consistencyRanges(oldSize, newSize));
  }
}
