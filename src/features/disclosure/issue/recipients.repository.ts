import { Injectable } from '@nestjs/common';
import type { BundleId, InvestigationId, IssueId } from '../../../kernel/ids';
import type { Transaction } from '../../../platform/database';
import type { Closed } from '../../invitations';

export interface IssueDoor extends Closed {
  readonly id: IssueId;
  readonly bundleId: BundleId;
  readonly investigationId: InvestigationId;
}

/** Whose session it is. */
export interface Recipient {
  readonly issueId: IssueId;
  readonly bundleId: BundleId;
  readonly investigationId: InvestigationId;
}

/** The recipients' side of issues: links, codes, sessions and downloads. */
@Injectable()
export class RecipientsRepository {
  async findDoor(tx: Transaction, tokenHash: Buffer): Promise<IssueDoor | undefined> {
    const [row] = await tx.query<IssueDoor>(
      `SELECT id, bundle_id AS "bundleId", investigation_id AS "investigationId", code_hash AS "codeHash", locked, live
         FROM lintel.find_issue($1)`,
      [tokenHash],
    );
    return row;
  }

  /** Takes the right code: `false` when a lock or a revocation came in between. */
  async admit(tx: Transaction, id: IssueId): Promise<boolean> {
    const rows = await tx.query(
      `UPDATE lintel.bundle_issue SET failed_attempts = 0
        WHERE id = $1 AND locked_at IS NULL AND revoked_at IS NULL AND expires_at > now() RETURNING id`,
      [id],
    );
    return rows.length === 1;
  }

  async insertSession(tx: Transaction, idHash: Buffer, id: IssueId, minutes: number): Promise<void> {
    await tx.query(
      `INSERT INTO lintel.issue_session (id_hash, issue_id, expires_at)
       VALUES ($1, $2, now() + make_interval(mins => $3))`,
      [idHash, id, minutes],
    );
  }

  /** Finds a live session of a live link, and keeps it alive for `idleMinutes` more. */
  async findSession(tx: Transaction, idHash: Buffer, idleMinutes: number): Promise<Recipient | undefined> {
    await tx.query(
      `UPDATE lintel.issue_session SET expires_at = now() + make_interval(mins => $2)
        WHERE id_hash = $1 AND expires_at > now() AND expires_at < now() + make_interval(mins => $2) - interval '1 minute'`,
      [idHash, idleMinutes],
    );
    const [row] = await tx.query<Recipient>(
      `SELECT i.id AS "issueId", i.bundle_id AS "bundleId", i.investigation_id AS "investigationId"
         FROM lintel.issue_session s JOIN lintel.bundle_issue i ON i.id = s.issue_id
        WHERE s.id_hash = $1 AND s.expires_at > now() AND i.revoked_at IS NULL AND i.expires_at > now()`,
      [idHash],
    );
    return row;
  }

  async deleteSession(tx: Transaction, idHash: Buffer): Promise<void> {
    await tx.query('DELETE FROM lintel.issue_session WHERE id_hash = $1', [idHash]);
  }

  /** The download that a session has under way, or null. Others of the same session wait until `tx` ends. */
  async lockDownload(tx: Transaction, idHash: Buffer): Promise<string | null | undefined> {
    const [row] = await tx.query<{ download: string | null }>(
      'SELECT download_id AS download FROM lintel.issue_session WHERE id_hash = $1 FOR UPDATE',
      [idHash],
    );
    return row?.download;
  }

  async beginDownload(tx: Transaction, idHash: Buffer, id: string, issue: IssueId): Promise<void> {
    await tx.query('INSERT INTO lintel.bundle_download (id, issue_id) VALUES ($1, $2)', [id, issue]);
    await tx.query('UPDATE lintel.issue_session SET download_id = $2 WHERE id_hash = $1', [idHash, id]);
  }

  /** Oldest first. */
  async downloads(tx: Transaction, id: IssueId): Promise<Date[]> {
    const rows = await tx.query<{ at: Date }>(
      'SELECT at FROM lintel.bundle_download WHERE issue_id = $1 ORDER BY at',
      [id],
    );
    return rows.map(({ at }) => at);
  }

  /** What the exhibits and items of a bundle are called, in their order. */
  async labels(tx: Transaction, id: BundleId): Promise<string[]> {
    const rows = await tx.query<{ label: string }>(
      'SELECT label FROM lintel.bundle_item WHERE bundle_id = $1 ORDER BY position',
      [id],
    );
    return rows.map(({ label }) => label);
  }
}
