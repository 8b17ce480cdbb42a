import { Injectable } from '@nestjs/common';
import type { EventId, SubmissionId } from '../../kernel/ids';
import type { Transaction } from '../../platform/database';
import type { Receipt } from '../submissions';

/** A receipt whose bytes nobody could read back in this time goes on record as it stands. */
const WAIT_FOR_HASHES = '10 minutes';

export type UnprovenReceipt = Receipt & { readonly submissionId: SubmissionId };

/** What the record of a receipt commits to. */
export interface Opening {
  readonly salt: string;
  readonly value: unknown;
}

/** With the rights of the worker. */
@Injectable()
export class ReceiptProofsRepository {
  /** One that is not on record and can go there; other workers leave it alone until the transaction ends. */
  async due(tx: Transaction): Promise<UnprovenReceipt | undefined> {
    const [row] = await tx.query<UnprovenReceipt>(
      `SELECT p.submission_id AS "submissionId", r.reference, r.sent_at AS "sentAt", r.clips, r.incidents
         FROM lintel.receipt_proof p JOIN lintel.receipt r USING (submission_id)
        WHERE p.proof IS NULL AND p.event_id IS NULL AND (r.sent_at < now() - $1::interval OR NOT EXISTS (
          SELECT FROM jsonb_array_elements(r.clips) c WHERE c ->> 'storedSha256' IS NULL))
        ORDER BY r.sent_at LIMIT 1 FOR UPDATE OF p SKIP LOCKED`,
      [WAIT_FOR_HASHES],
    );
    return row;
  }

  async onRecord(tx: Transaction, id: SubmissionId, event: EventId): Promise<void> {
    await tx.query('UPDATE lintel.receipt_proof SET event_id = $2 WHERE submission_id = $1', [id, event]);
  }

  /** On record, and not shown yet. */
  async unproven(tx: Transaction): Promise<{ submissionId: SubmissionId; eventId: EventId }[]> {
    return tx.query(
      `SELECT submission_id AS "submissionId", event_id AS "eventId" FROM lintel.receipt_proof
        WHERE proof IS NULL AND event_id IS NOT NULL LIMIT 50`,
    );
  }

  async keys(tx: Transaction): Promise<string[]> {
    const rows = await tx.query<{ key: string }>(
      'SELECT verifier_key AS key FROM custody.key ORDER BY added_at, verifier_key',
    );
    return rows.map(({ key }) => key);
  }

  /** `undefined` when it was erased. */
  async opening(tx: Transaction, event: EventId): Promise<Opening | undefined> {
    const [row] = await tx.query<Opening>(
      `SELECT encode(salt, 'hex') AS salt, value FROM lintel.opening WHERE event_id = $1 AND field = 'receipt'`,
      [event],
    );
    return row;
  }

  async proven(tx: Transaction, id: SubmissionId, checkCode: string, proof: string): Promise<void> {
    await tx.query(
      'UPDATE lintel.receipt_proof SET check_code = $2, proof = $3 WHERE submission_id = $1 AND proof IS NULL',
      [id, checkCode, proof],
    );
  }
}
