import { Injectable } from '@nestjs/common';
import type { ClipId, InvestigationId, InvitationId, Sha256Hex, SubmissionId } from '../../kernel/ids';
import { together, type Transaction } from '../../platform/database';
import type { DraftClip } from './domain/clip';

export interface Draft {
  readonly id: SubmissionId;
  readonly reference: string;
}

/** What counts against the limits. */
export interface Weight {
  readonly files: number;
  readonly bytes: number;
}

interface NewClip {
  readonly id: ClipId;
  readonly submissionId: SubmissionId;
  readonly invitationId: InvitationId;
  readonly investigationId: InvestigationId;
  readonly fileName: string;
  readonly size: number;
  /** Bytes that are kept free for it while its size is not known. */
  readonly reserved: number;
  /** When it was last changed, as the victim's device says. */
  readonly fileDate: Date | null;
}

/** What a form that was cut off with the process had kept free is free again after a day. */
const STILL_RESERVED = `CASE WHEN created_at > now() - interval '1 day' THEN reserved ELSE 0 END`;

const CLIP = `id, state, file_name AS "fileName", size::float8 AS size, ${STILL_RESERVED}::float8 AS reserved, device_sha256 AS "deviceSha256",
  stored_sha256 AS "storedSha256", kind`;

/** A victim's draft. Row-level security lets intake reach no other row. */
@Injectable()
export class SubmissionRepository {
  /** Locks the invitation's row, so that what one visitor does in two windows happens one after the other. */
  async lockInvitation(tx: Transaction, id: InvitationId): Promise<void> {
    await tx.query('SELECT id FROM lintel.invitation WHERE id = $1 FOR NO KEY UPDATE', [id]);
  }

  /** Not in an assisted session: there it is nobody's to send. */
  async draft(tx: Transaction, id: InvitationId): Promise<Draft | undefined> {
    const [row] = await tx.query<Draft>(
      `SELECT id, reference FROM lintel.submission WHERE invitation_id = $1 AND state = 'draft'`,
      [id],
    );
    return row;
  }

  /** The current draft, touched, or a new one with this id and reference. */
  async openDraft(tx: Transaction, fresh: SubmissionId, reference: string): Promise<SubmissionId> {
    const [row] = await tx.query<{ id: SubmissionId }>('SELECT lintel.open_draft($1, $2) AS id', [
      fresh,
      reference,
    ]);
    return (row as { id: SubmissionId }).id;
  }

  /** Of the current draft, oldest first. */
  async clips(tx: Transaction): Promise<DraftClip[]> {
    return tx.query<DraftClip>(
      `SELECT ${CLIP} FROM lintel.clip WHERE submission_id = lintel.current_draft() ORDER BY created_at, id`,
    );
  }

  /** How many files the current draft has, and the bytes of them, of what is on its way to it, and of what was sent before. */
  async weight(tx: Transaction): Promise<Weight> {
    const [row] = await tx.query<Weight>(
      `SELECT count(*)::int AS files, coalesce(sum(size + ${STILL_RESERVED}), 0)::float8 + lintel.sent_bytes()::float8 AS bytes
         FROM lintel.clip WHERE submission_id = lintel.current_draft()`,
    );
    return row ?? { files: 0, bytes: 0 };
  }

  /** As it stands. Not held: a row that is locked is written, and its commit waits for the disk. */
  async clip(tx: Transaction, id: ClipId): Promise<DraftClip | undefined> {
    const [row] = await tx.query<DraftClip>(`SELECT ${CLIP} FROM lintel.clip WHERE id = $1`, [id]);
    return row;
  }

  /** The same, and whether it was begun long ago: the draft may not have been touched since. */
  async place(tx: Transaction, id: ClipId): Promise<(DraftClip & { readonly isOld: boolean }) | undefined> {
    const [row] = await tx.query<DraftClip & { readonly isOld: boolean }>(
      `SELECT ${CLIP}, created_at < now() - interval '1 hour' AS "isOld" FROM lintel.clip WHERE id = $1`,
      [id],
    );
    return row;
  }

  /** The same, held until `tx` ends: for whoever changes it. */
  async hold(tx: Transaction, id: ClipId): Promise<DraftClip | undefined> {
    const [row] = await tx.query<DraftClip>(
      `SELECT ${CLIP} FROM lintel.clip WHERE id = $1 FOR NO KEY UPDATE`,
      [id],
    );
    return row;
  }

  async insertClip(tx: Transaction, clip: NewClip): Promise<void> {
    await tx.query(
      `INSERT INTO lintel.clip (id, submission_id, invitation_id, investigation_id, file_name, size, reserved, file_date, state, incoming_key)
       VALUES ($1::uuid, $2, $3, $4, $5, $6, $7, $8, 'receiving', $1::uuid::text)`,
      [
        clip.id,
        clip.submissionId,
        clip.invitationId,
        clip.investigationId,
        clip.fileName,
        clip.size,
        clip.reserved,
        clip.fileDate,
      ],
    );
  }

  /** @param device the fingerprint that the victim's device made, where it came along */
  async markReceived(tx: Transaction, id: ClipId, size: number, device: Sha256Hex | null): Promise<void> {
    await together(
      tx.query(
        `UPDATE lintel.clip SET state = 'received', size = $2, reserved = 0, received_at = now(),
           device_sha256 = coalesce($3, device_sha256) WHERE id = $1`,
        [id, size, device],
      ),
      tx.query('DELETE FROM lintel.chosen_file WHERE id = $1', [id]),
    );
  }

  /** `false` when it is out of reach by now. */
  async setDeviceHash(tx: Transaction, id: ClipId, sha256: Sha256Hex): Promise<boolean> {
    const set = 'UPDATE lintel.clip SET device_sha256 = $2 WHERE id = $1 RETURNING id';
    return (await tx.query(set, [id, sha256])).length > 0;
  }

  /** Erases the row and every opening of its events. `false` when it was out of reach, or already sent. */
  async removeClip(tx: Transaction, id: ClipId): Promise<boolean> {
    const [row] = await tx.query<{ key: string | null }>('SELECT lintel.remove_draft_clip($1) AS key', [id]);
    return typeof row?.key === 'string';
  }

  /** Whether a file that was chosen is still to come. */
  async awaitsFiles(tx: Transaction): Promise<boolean> {
    const [row] = await tx.query<{ some: boolean }>('SELECT EXISTS (SELECT FROM lintel.chosen_file) AS some');
    return row?.some === true;
  }

  /**
   * The time of sending, or `undefined` when there was no such draft. @param rest where the clips that are not sent go, and
   * what was chosen and has not come
   */
  async send(
    tx: Transaction,
    id: SubmissionId,
    rest?: Draft & { readonly clips: readonly ClipId[] },
  ): Promise<Date | undefined> {
    const [row] = await tx.query<{ at: Date | null }>('SELECT lintel.send_submission($1, $2, $3, $4) AS at', [
      id,
      rest?.clips ?? [],
      rest?.id ?? null,
      rest?.reference ?? null,
    ]);
    return row?.at ?? undefined;
  }

  /** How the earlier code of the newest draft from before a renewal is to be hashed; `undefined` when there is none. */
  async earlierCodeParameters(tx: Transaction): Promise<string | undefined> {
    const [row] = await tx.query<{ parameters: string | null }>(
      'SELECT lintel.earlier_code_parameters() AS parameters',
    );
    return row?.parameters ?? undefined;
  }

  /** `false` for a wrong code, which is counted. */
  async bringBack(tx: Transaction, proof: Buffer, attempts: number): Promise<boolean> {
    const [row] = await tx.query<{ back: boolean }>('SELECT lintel.bring_draft_back($1, $2) AS back', [
      proof,
      attempts,
    ]);
    return row?.back === true;
  }

  /** Drafts from before the access code was renewed, and what was in them; gives their clips. */
  async discardEarlier(tx: Transaction): Promise<ClipId[]> {
    const rows = await tx.query<{ id: ClipId }>('SELECT clip_id AS id FROM lintel.discard_earlier_drafts()');
    return rows.map(({ id }) => id);
  }

  async discard(tx: Transaction, id: SubmissionId): Promise<void> {
    await tx.query('SELECT lintel.discard_draft($1)', [id]);
  }
}
