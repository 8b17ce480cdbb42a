import { Injectable } from '@nestjs/common';
import type { InvestigationId, InvitationId, OfficerId } from '../../kernel/ids';
import type { Transaction } from '../../platform/database';
import type { NoticeRoute } from './domain/notice';
import type { Closed } from './doorkeeper';
import type { Place } from './assistance.service';

export interface Door extends Closed {
  readonly id: InvitationId;
  readonly investigationId: InvestigationId;
}

/** Whose session it is. Everything she does carries it. */
export interface Visitor {
  readonly invitationId: InvitationId;
  readonly investigationId: InvestigationId;
  /** The officer beside her, on whose device she works. */
  readonly assistedBy?: OfficerId | null;
  /** The language that she has chosen (BCP 47); `null`: none yet. */
  readonly language?: string | null;
}

/** A pass that has just been used. */
export interface UsedPass {
  readonly invitationId: InvitationId;
  readonly investigationId: InvestigationId;
  readonly officerId: OfficerId;
  readonly place: Place;
}

/** Her side of an invitation, within what row-level security lets the public process see. */
@Injectable()
export class EntryRepository {
  async findDoor(tx: Transaction, tokenHash: Buffer): Promise<Door | undefined> {
    const [row] = await tx.query<Door>(
      `SELECT id, investigation_id AS "investigationId", code_hash AS "codeHash", locked, live
         FROM lintel.find_invitation($1)`,
      [tokenHash],
    );
    return row;
  }

  /** Takes the right code: `false` when a lock came in between. */
  async admit(tx: Transaction, id: InvitationId): Promise<boolean> {
    const rows = await tx.query(
      `UPDATE lintel.invitation SET failed_attempts = 0, opened_at = coalesce(opened_at, now())
        WHERE id = $1 AND locked_at IS NULL RETURNING id`,
      [id],
    );
    return rows.length === 1;
  }

  async insertSession(
    tx: Transaction,
    idHash: Buffer,
    id: InvitationId,
    expiresAt: Date,
    assistedBy: OfficerId | null = null,
  ): Promise<void> {
    await tx.query(
      'INSERT INTO lintel.intake_session (id_hash, invitation_id, expires_at, assisted_by) VALUES ($1, $2, $3, $4)',
      [idHash, id, expiresAt, assistedBy],
    );
  }

  async setLanguage(tx: Transaction, idHash: Buffer, language: string): Promise<void> {
    await tx.query('UPDATE lintel.intake_session SET language = $2 WHERE id_hash = $1', [idHash, language]);
  }

  /** From here on the transaction sees what the invitation's own visitor sees. */
  async comeIntoScope(tx: Transaction, id: InvitationId): Promise<void> {
    await tx.query(`SELECT set_config('lintel.invitation', $1, true)`, [id]);
  }

  /** `undefined` when there is no such pass, or it has been used or has run out. */
  async usePass(tx: Transaction, tokenHash: Buffer): Promise<UsedPass | undefined> {
    const [row] = await tx.query<UsedPass>(
      `SELECT invitation_id AS "invitationId", investigation_id AS "investigationId", officer_id AS "officerId", place
         FROM lintel.use_assisted_pass($1)`,
      [tokenHash],
    );
    return row;
  }

  /** Finds a live session and keeps it alive for `idleMinutes` more. */
  async findSession(tx: Transaction, idHash: Buffer, idleMinutes: number): Promise<Visitor | undefined> {
    const [row] = await tx.query<Visitor>(
      `SELECT invitation_id AS "invitationId", investigation_id AS "investigationId", assisted_by AS "assistedBy", language
         FROM lintel.find_intake_session($1, make_interval(mins => $2))`,
      [idHash, idleMinutes],
    );
    return row;
  }

  /** Also of a session that has ended by itself. */
  async spokenIn(tx: Transaction, idHash: Buffer): Promise<string | null> {
    const [row] = await tx.query<{ language: string | null }>(
      'SELECT lintel.intake_session_language($1) AS language',
      [idHash],
    );
    return row?.language ?? null;
  }

  async deleteSession(tx: Transaction, idHash: Buffer): Promise<void> {
    await tx.query('DELETE FROM lintel.intake_session WHERE id_hash = $1', [idHash]);
  }

  async deleteSessions(tx: Transaction, id: InvitationId): Promise<void> {
    await tx.query('DELETE FROM lintel.intake_session WHERE invitation_id = $1', [id]);
  }

  async confirmedAt(tx: Transaction, id: InvitationId, version: string): Promise<Date | undefined> {
    const [row] = await tx.query<{ at: Date }>(
      `SELECT confirmed_at AS at FROM lintel.notice_confirmation
        WHERE invitation_id = $1 AND notice_version = $2 ORDER BY confirmed_at LIMIT 1`,
      [id, version],
    );
    return row?.at;
  }

  async insertConfirmation(
    tx: Transaction,
    row: { id: string; invitationId: InvitationId; version: string; route: NoticeRoute },
  ): Promise<void> {
    await tx.query(
      'INSERT INTO lintel.notice_confirmation (id, invitation_id, notice_version, route) VALUES ($1, $2, $3, $4)',
      [row.id, row.invitationId, row.version, row.route],
    );
  }
}
