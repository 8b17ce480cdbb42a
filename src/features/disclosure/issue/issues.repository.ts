import { Injectable } from '@nestjs/common';
import type { BundleId, InvestigationId, IssueId, OfficerId } from '../../../kernel/ids';
import type { Transaction } from '../../../platform/database';
import type { RecipientKind } from './domain/recipient';

/** An issue as officers see it: neither link nor code can be read back. */
export interface Issue {
  readonly id: IssueId;
  readonly bundleId: BundleId;
  readonly investigationId: InvestigationId;
  readonly recipientKind: RecipientKind;
  readonly recipientName: string;
  readonly state: 'open' | 'locked' | 'expired' | 'revoked';
  readonly supersedes: IssueId | null;
  readonly issuedAt: Date;
  readonly expiresAt: Date;
  readonly downloads: number;
  readonly lastDownloadAt: Date | null;
}

interface NewRow extends Pick<
  Issue,
  'id' | 'bundleId' | 'investigationId' | 'recipientKind' | 'recipientName' | 'supersedes' | 'expiresAt'
> {
  readonly tokenHash: Buffer;
  readonly codeHash: string;
  readonly issuedBy: OfficerId;
}

const ISSUE = `SELECT i.id, i.bundle_id AS "bundleId", i.investigation_id AS "investigationId",
    i.recipient_kind AS "recipientKind", i.recipient_name AS "recipientName", i.supersedes,
    i.issued_at AS "issuedAt", i.expires_at AS "expiresAt", d.downloads, d.last AS "lastDownloadAt",
    CASE WHEN i.revoked_at IS NOT NULL THEN 'revoked' WHEN i.expires_at <= now() THEN 'expired'
      WHEN i.locked_at IS NOT NULL THEN 'locked' ELSE 'open' END AS state
  FROM lintel.bundle_issue i
  JOIN LATERAL (SELECT count(*)::integer AS downloads, max(x.at) AS last
                  FROM lintel.bundle_download x WHERE x.issue_id = i.id) d ON true`;

/** The officers' view of issues. */
@Injectable()
export class IssuesRepository {
  /** Exhibits that go with their originals in a bundle for the court or of an application, and to the defence by no decision that counts now. */
  async withheldOriginals(tx: Transaction, id: BundleId): Promise<string[]> {
    const rows = await tx.query<{ label: string }>('SELECT lintel.withheld_originals($1) AS label', [id]);
    return rows.map(({ label }) => label);
  }

  async insert(tx: Transaction, row: NewRow): Promise<void> {
    await tx.query(
      `INSERT INTO lintel.bundle_issue (id, bundle_id, investigation_id, recipient_kind, recipient_name, token_hash,
         code_hash, expires_at, supersedes, issued_by)
       VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)`,
      [
        row.id,
        row.bundleId,
        row.investigationId,
        row.recipientKind,
        row.recipientName,
        row.tokenHash,
        row.codeHash,
        row.expiresAt,
        row.supersedes,
        row.issuedBy,
      ],
    );
  }

  /** Newest first; `after` is the last one of the page before. */
  async ofBundle(tx: Transaction, id: BundleId, limit: number, after?: IssueId): Promise<Issue[]> {
    return tx.query<Issue>(
      `${ISSUE} WHERE i.bundle_id = $1
          AND ($3::uuid IS NULL OR i.place < (SELECT l.place FROM lintel.bundle_issue l WHERE l.id = $3))
        ORDER BY i.place DESC LIMIT $2`,
      [id, limit, after ?? null],
    );
  }

  async byId(tx: Transaction, id: IssueId): Promise<Issue | undefined> {
    const [row] = await tx.query<Issue>(`${ISSUE} WHERE i.id = $1`, [id]);
    return row;
  }

  /** Ends the link, and so every session of it. `false` when it already was revoked. */
  async revoke(tx: Transaction, id: IssueId): Promise<boolean> {
    const rows = await tx.query(
      'UPDATE lintel.bundle_issue SET revoked_at = now() WHERE id = $1 AND revoked_at IS NULL RETURNING id',
      [id],
    );
    return rows.length === 1;
  }
}
