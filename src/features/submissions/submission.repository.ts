import { Injectable } from '@nestjs/common';
import type { ClipId, InvestigationId, InvitationId, Sha256Hex, SubmissionId } from '../../kernel/ids';
import type { Transaction } from '../../platform/database';
import type { Visitor } from '../invitations';
import type { DraftClip } from './domain/clip';

export interface Draft {
  readonly id: SubmissionId;
  readonly reference: string;
}

interface NewClip {
  readonly id: ClipId;
  readonly submissionId: SubmissionId;
  readonly invitationId: InvitationId;
  readonly investigationId: InvestigationId;
  readonly fileName: string;
  readonly size: number;
  /** When it was last changed, as her device says. */
  readonly fileDate: Date | null;
}

const CLIP = `id, state, file_name AS "fileName", size::float8 AS size, device_sha256 AS "deviceSha256",
  stored_sha256 AS "storedSha256", kind`;

/** Her drafts. Row-level security lets intake reach no other row. */
@Injectable()
export class SubmissionRepository {
  /** Locks the invitation's row, so that what one visitor does in two windows happens one after the other. */
  async lockInvitation(tx: Transaction, id: InvitationId): Promise<void> {
    await tx.query('SELECT id FROM lintel.invitation WHERE id = $1 FOR NO KEY UPDATE', [id]);
  }

  async draft(tx: Transaction, id: InvitationId): Promise<Draft | undefined> {
    const [row] = await tx.query<Draft>(
      `SELECT id, reference FROM lintel.submission WHERE invitation_id = $1 AND state = 'draft'`,
      [id],
    );
    return row;
  }

  async insertDraft(tx: Transaction, draft: Draft, visitor: Visitor): Promise<void> {
    await tx.query(
      `INSERT INTO lintel.submission (id, reference, invitation_id, investigation_id, state) VALUES ($1, $2, $3, $4, 'draft')`,
      [draft.id, draft.reference, visitor.invitationId, visitor.investigationId],
    );
  }

  /** Keeps it from being erased for its age. `false` when that has just happened: it is no draft any more. */
  async touch(tx: Transaction, id: SubmissionId): Promise<boolean> {
    const rows = await tx.query(
      'UPDATE lintel.submission SET changed_at = now() WHERE id = $1 RETURNING id',
      [id],
    );
    return rows.length === 1;
  }

  async clips(tx: Transaction, id: SubmissionId): Promise<DraftClip[]> {
    return tx.query<DraftClip>(
      `SELECT ${CLIP} FROM lintel.clip WHERE submission_id = $1 ORDER BY created_at, id`,
      [id],
    );
  }

  /** Bytes that this invitation has sent before, by its receipts: intake cannot read what was sent. */
  async sentBytes(tx: Transaction, id: InvitationId): Promise<number> {
    const [row] = await tx.query<{ bytes: number }>(
      `SELECT coalesce(sum((c->>'size')::float8), 0) AS bytes
         FROM lintel.receipt r CROSS JOIN jsonb_array_elements(r.clips) c WHERE r.invitation_id = $1`,
      [id],
    );
    return row?.bytes ?? 0;
  }

  async clip(tx: Transaction, id: ClipId): Promise<(DraftClip & { submissionId: SubmissionId }) | undefined> {
    const [row] = await tx.query<DraftClip & { submissionId: SubmissionId }>(
      `SELECT ${CLIP}, submission_id AS "submissionId" FROM lintel.clip WHERE id = $1 FOR NO KEY UPDATE`,
      [id],
    );
    return row;
  }

  async insertClip(tx: Transaction, clip: NewClip): Promise<void> {
    await tx.query(
      `INSERT INTO lintel.clip (id, submission_id, invitation_id, investigation_id, file_name, size, file_date, state, incoming_key)
       VALUES ($1::uuid, $2, $3, $4, $5, $6, $7, 'receiving', $1::uuid::text)`,
      [
        clip.id,
        clip.submissionId,
        clip.invitationId,
        clip.investigationId,
        clip.fileName,
        clip.size,
        clip.fileDate,
      ],
    );
  }

  async markReceived(tx: Transaction, id: ClipId, size: number): Promise<void> {
    await tx.query(
      `UPDATE lintel.clip SET state = 'received', size = $2, received_at = now() WHERE id = $1`,
      [id, size],
    );
  }

  async setDeviceHash(tx: Transaction, id: ClipId, sha256: Sha256Hex): Promise<void> {
    await tx.query('UPDATE lintel.clip SET device_sha256 = $2 WHERE id = $1', [id, sha256]);
  }

  /** Erases the row and every opening of its events. `false` when it was not hers, or already sent. */
  async removeClip(tx: Transaction, id: ClipId): Promise<boolean> {
    const [row] = await tx.query<{ key: string | null }>('SELECT lintel.remove_draft_clip($1) AS key', [id]);
    return typeof row?.key === 'string';
  }

  /** The time of sending, or `undefined` when there was no such draft. */
  async send(tx: Transaction, id: SubmissionId): Promise<Date | undefined> {
    const [row] = await tx.query<{ at: Date | null }>('SELECT lintel.send_submission($1) AS at', [id]);
    return row?.at ?? undefined;
  }

  async discard(tx: Transaction, id: SubmissionId): Promise<void> {
    await tx.query('SELECT lintel.discard_draft($1)', [id]);
  }
}
