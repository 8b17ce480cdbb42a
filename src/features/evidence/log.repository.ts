import { Injectable } from '@nestjs/common';
import type { Subject } from '../../custody';
import type { EventId, InvestigationId } from '../../kernel/ids';
import type { Transaction } from '../../platform/database';

export interface Link {
  readonly prev: string;
  readonly hash: string;
}

/** What the log's own reader does not tell: the hashes of a chain, whose an event is, the keys. */
@Injectable()
export class LogRepository {
  /** By sequence number, as they are stored: whoever checks the chain computes them again. */
  async links(
    tx: Transaction,
    subject: Subject,
    seqs: readonly number[],
  ): Promise<ReadonlyMap<number, Link>> {
    const rows = await tx.query<Link & { seq: number }>(
      `SELECT seq::float8 AS seq, encode(prev, 'hex') AS prev, encode(hash, 'hex') AS hash
         FROM custody.record WHERE subject = $1 AND seq = ANY ($2::bigint[])`,
      [subject, seqs],
    );
    return new Map(rows.map(({ seq, prev, hash }) => [seq, { prev, hash }]));
  }

  /** Whether the log of a subject is there for the reader. */
  async has(tx: Transaction, subject: Subject): Promise<boolean> {
    const rows = await tx.query('SELECT 1 FROM custody.record WHERE subject = $1 LIMIT 1', [subject]);
    return rows.length === 1;
  }

  /** The investigation that an event belongs to; `null` for one of the service itself. */
  async placeOf(
    tx: Transaction,
    id: EventId,
  ): Promise<{ investigationId: InvestigationId | null } | undefined> {
    const [row] = await tx.query<{ investigationId: InvestigationId | null }>(
      `SELECT CASE
           WHEN r.subject LIKE 'clip:%' THEN
             (SELECT c.investigation_id FROM lintel.clip c WHERE c.id = substr(r.subject, 6)::uuid)
           WHEN r.subject LIKE 'investigation:%' THEN substr(r.subject, 15)::uuid
         END AS "investigationId" FROM custody.record r WHERE r.id = $1`,
      [id],
    );
    return row;
  }

  async keys(tx: Transaction): Promise<string[]> {
    const rows = await tx.query<{ key: string }>(
      'SELECT verifier_key AS key FROM custody.key ORDER BY added_at',
    );
    return rows.map(({ key }) => key);
  }
}
