import { Injectable } from '@nestjs/common';
import type { InvitationId, SubmissionId } from '../../kernel/ids';
import type { Transaction } from '../../platform/database';
import type { SentIncident } from '../diary';
import type { ReceiptClip } from './domain/receipt';

/** What the victim keeps of a sending. It names no footage that intake could read, only facts about it. */
export interface Receipt {
  readonly reference: string;
  readonly sentAt: Date;
  readonly clips: readonly ReceiptClip[];
  /** By number only: what was written is not repeated. */
  readonly incidents: readonly SentIncident[];
}

/** What shows that a receipt is on record. */
export interface ReceiptProof {
  /** To be compared by telephone. */
  readonly checkCode: string;
  /** A file (docs/receipt-format.md). */
  readonly file: string;
}

/** What became of a sending, in numbers of its files. */
export interface SentState {
  readonly reference: string;
  readonly files: number;
  /** Read back, hashed and locked. */
  readonly locked: number;
  /** Opened by an officer, or decided about. */
  readonly seen: number;
}

const FIELDS = 'reference, sent_at AS "sentAt", clips, incidents';

@Injectable()
export class ReceiptRepository {
  /** In the transaction that sends. */
  async insert(
    tx: Transaction,
    submissionId: SubmissionId,
    invitationId: InvitationId,
    receipt: Receipt,
  ): Promise<void> {
    await tx.query(
      `INSERT INTO lintel.receipt (submission_id, invitation_id, reference, sent_at, clips, incidents)
       VALUES ($1, $2, $3, now(), $4, $5)`,
      [
        submissionId,
        invitationId,
        receipt.reference,
        JSON.stringify(receipt.clips),
        JSON.stringify(receipt.incidents),
      ],
    );
  }

  async ofInvitation(tx: Transaction, id: InvitationId): Promise<Receipt[]> {
    return tx.query<Receipt>(
      `SELECT ${FIELDS} FROM lintel.receipt WHERE invitation_id = $1 ORDER BY sent_at DESC`,
      [id],
    );
  }

  /** Of the victim who acts. */
  async states(tx: Transaction): Promise<SentState[]> {
    return tx.query<SentState>('SELECT reference, files, locked, seen FROM lintel.sent_states()');
  }

  /** `undefined` until it is signed, or when something of it was erased. */
  async proof(tx: Transaction, reference: string): Promise<ReceiptProof | undefined> {
    const [row] = await tx.query<ReceiptProof>(
      `SELECT p.check_code AS "checkCode", p.proof AS file
         FROM lintel.receipt_proof p JOIN lintel.receipt r USING (submission_id)
        WHERE r.reference = $1 AND p.proof IS NOT NULL`,
      [reference],
    );
    return row;
  }

  /** C2SP verifier keys of the log. */
  async logKeys(tx: Transaction): Promise<string[]> {
    const rows = await tx.query<{ key: string }>('SELECT key FROM lintel.log_keys() AS key');
    return rows.map(({ key }) => key);
  }

  async byReference(tx: Transaction, id: InvitationId, reference: string): Promise<Receipt | undefined> {
    const [row] = await tx.query<Receipt>(
      `SELECT ${FIELDS} FROM lintel.receipt WHERE invitation_id = $1 AND reference = $2`,
      [id, reference],
    );
    return row;
  }
}
