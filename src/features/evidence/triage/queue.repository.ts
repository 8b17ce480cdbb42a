import { Injectable } from '@nestjs/common';
import type { ClipId, ExhibitRef, InvestigationId, SubmissionId } from '../../../kernel/ids';
import type { Transaction } from '../../../platform/database';
import { afterItem, beforeItem, EVENT_ORDER, EVENT_ORDER_BACK } from '../../footage';
import type { Candidate } from '../domain/together';

/** A sending as officers see it. */
export interface SentSubmission {
  readonly id: SubmissionId;
  readonly reference: string;
  readonly investigationId: InvestigationId;
  readonly sentAt: Date;
  readonly triagedAt: Date | null;
  /** Of the receipt, to be compared by telephone; `null` until it is on record. */
  readonly checkCode: string | null;
}

export interface Producer {
  readonly producerName: string;
  readonly initials: string;
}

/** What victims sent and nobody has decided about. What officers add has its own way in. */
const WAITING = `c.investigation_id = $1 AND c.submission_id IS NOT NULL AND c.decided IS NULL
  AND c.sent_at IS NOT NULL AND c.derived_from IS NULL AND NOT c.written`;

/** Clips are decided in the order of events. */
@Injectable()
export class QueueRepository {
  async first(tx: Transaction, id: InvestigationId): Promise<ClipId | undefined> {
    return this.one(tx, `${WAITING} ORDER BY ${EVENT_ORDER} LIMIT 1`, [id]);
  }

  async next(tx: Transaction, id: InvestigationId, after: ClipId): Promise<ClipId | undefined> {
    return this.one(tx, `${WAITING} AND ${afterItem('$2')} ORDER BY ${EVENT_ORDER} LIMIT 1`, [id, after]);
  }

  async previous(tx: Transaction, id: InvestigationId, before: ClipId): Promise<ClipId | undefined> {
    return this.one(tx, `${WAITING} AND ${beforeItem('$2')} ORDER BY ${EVENT_ORDER_BACK} LIMIT 1`, [
      id,
      before,
    ]);
  }

  async submission(tx: Transaction, id: SubmissionId): Promise<SentSubmission | undefined> {
    const [row] = await tx.query<SentSubmission>(
      `SELECT id, reference, investigation_id AS "investigationId", sent_at AS "sentAt", triaged_at AS "triagedAt",
              (SELECT p.check_code FROM lintel.receipt_proof p WHERE p.submission_id = s.id) AS "checkCode"
         FROM lintel.submission s WHERE id = $1`,
      [id],
    );
    return row;
  }

  async candidates(tx: Transaction, ids: readonly ClipId[]): Promise<Candidate[]> {
    return tx.query<Candidate>(
      `SELECT c.id, c.submission_id AS "submissionId", c.investigation_id AS "investigationId", c.file_name AS "fileName", t.clip_id IS NOT NULL AS decided,
              c.master_at IS NOT NULL AS master, coalesce(c.device_sha256 <> c.stored_sha256, false) AS differs,
              EXISTS (SELECT FROM lintel.rendition r WHERE r.clip_id = c.id AND r.kind = 'proxy' AND r.state = 'made') AS watchable
         FROM lintel.clip c LEFT JOIN lintel.triage t ON t.clip_id = c.id WHERE c.id = ANY($1::uuid[])`,
      [ids],
    );
  }

  /** Who exported the clip that was accepted last of the same private link, or else whose link it is, where that is not the victim's. */
  async producer(tx: Transaction, clip: ClipId): Promise<Producer | undefined> {
    const [row] = await tx.query<{ producerName: string; reference: ExhibitRef }>(
      `SELECT e.producer_name AS "producerName", e.reference
         FROM lintel.clip c JOIN lintel.clip o ON o.invitation_id = c.invitation_id AND o.investigation_id = c.investigation_id
         JOIN lintel.exhibit e ON e.clip_id = o.id
        WHERE c.id = $1 AND o.submission_id IS NOT NULL AND o.derived_from IS NULL ORDER BY e.registered_at DESC, e.id DESC LIMIT 1`,
      [clip],
    );
    if (row !== undefined)
      return { producerName: row.producerName, initials: row.reference.split('/')[0] ?? '' };
    return this.person(tx, clip);
  }

  /** Another person than the victim who sent the clip, as the request names them. */
  private async person(tx: Transaction, clip: ClipId): Promise<Producer | undefined> {
    const [row] = await tx.query<{ producerName: string }>(
      `SELECT r.person_name AS "producerName" FROM lintel.clip c JOIN lintel.person_request r ON r.invitation_id = c.invitation_id
        WHERE c.id = $1 ORDER BY r.made_at DESC, r.id DESC LIMIT 1`,
      [clip],
    );
    return row && { ...row, initials: '' };
  }

  private async one(tx: Transaction, where: string, values: unknown[]): Promise<ClipId | undefined> {
    const [row] = await tx.query<{ id: ClipId }>(`SELECT c.id FROM lintel.clip c WHERE ${where}`, values);
    return row?.id;
  }
}
