import { Injectable } from '@nestjs/common';
import type { InvestigationId, LinkId, OfficerId } from '../../kernel/ids';
import type { Transaction } from '../../platform/database';

/** The other side of a link. */
export interface Linked {
  readonly id: LinkId;
  readonly investigationId: InvestigationId;
  readonly urn: string;
  readonly offence: string;
  readonly reason: string;
  readonly linkedBy: string;
  readonly linkedAt: Date;
}

export interface Ends {
  readonly oneId: InvestigationId;
  readonly otherId: InvestigationId;
}

/** A link is one row, whichever side it was made from. */
const inOrder = (a: InvestigationId, b: InvestigationId): [InvestigationId, InvestigationId] =>
  a < b ? [a, b] : [b, a];

@Injectable()
export class LinkRepository {
  /** `false` when the two are linked already. */
  async insert(
    tx: Transaction,
    row: { readonly id: LinkId; readonly reason: string; readonly by: OfficerId } & Ends,
  ): Promise<boolean> {
    const rows = await tx.query(
      `INSERT INTO lintel.investigation_link (id, one_id, other_id, reason, linked_by) VALUES ($1, $2, $3, $4, $5)
       ON CONFLICT (one_id, other_id) WHERE removed_at IS NULL DO NOTHING RETURNING id`,
      [row.id, ...inOrder(row.oneId, row.otherId), row.reason, row.by],
    );
    return rows.length === 1;
  }

  async ends(tx: Transaction, id: LinkId): Promise<Ends | undefined> {
    const [row] = await tx.query<Ends>(
      `SELECT one_id AS "oneId", other_id AS "otherId" FROM lintel.investigation_link
        WHERE id = $1 AND removed_at IS NULL FOR UPDATE`,
      [id],
    );
    return row;
  }

  async remove(tx: Transaction, id: LinkId, by: OfficerId): Promise<void> {
    await tx.query('UPDATE lintel.investigation_link SET removed_by = $2, removed_at = now() WHERE id = $1', [
      id,
      by,
    ]);
  }

  /** Only those whose other side the officer is a member of, too. */
  async of(tx: Transaction, officer: OfficerId, id: InvestigationId): Promise<Linked[]> {
    return tx.query<Linked>(
      `SELECT l.id, i.id AS "investigationId", i.urn, i.offence, l.reason, o.display_name AS "linkedBy", l.linked_at AS "linkedAt"
         FROM lintel.investigation_link l
         JOIN lintel.investigation i ON i.id = CASE WHEN l.one_id = $2 THEN l.other_id ELSE l.one_id END
         JOIN lintel.investigation_member m ON m.investigation_id = i.id AND m.officer_id = $1 AND m.removed_at IS NULL
         JOIN lintel.officer o ON o.id = l.linked_by
        WHERE l.removed_at IS NULL AND (l.one_id = $2 OR l.other_id = $2) ORDER BY l.linked_at, l.id LIMIT 200`,
      [officer, id],
    );
  }
}
