import { Injectable } from '@nestjs/common';
import type { ClipId, DisposalId, ExhibitRef, InvestigationId, OfficerId } from '../../kernel/ids';
import type { Transaction } from '../../platform/database';
import { afterItem, EVENT_ORDER } from '../footage';
import type { Day } from '../../kernel/day';
import type { DisposalState } from './domain/disposal';
import type { Circumstances } from './domain/rules';
import { holdsAlong, reviewsAlong } from './kept-along';

/** An item that is kept, together with the stills that were taken from it. */
export interface KeptItem extends Omit<Circumstances, 'locks'> {
  readonly clipId: ClipId;
  readonly investigationId: InvestigationId;
  readonly name: string;
  readonly exhibit: ExhibitRef | null;
  readonly description: string | null;
  readonly sentAt: Date;
  readonly erasedAt: Date | null;
  readonly isStill: boolean;
  readonly locked: boolean;
  /** Accepted or declined, or added by an officer. */
  readonly decided: boolean;
  readonly stills: number;
  readonly disposal: { readonly id: DisposalId; readonly state: DisposalState } | null;
}

export interface KeepReview {
  readonly keepUntil: Day;
  readonly reason: string;
  readonly reviewedBy: string;
  readonly reviewedAt: Date;
}

const FAMILY = '(SELECT f.id FROM lintel.clip f WHERE f.id = c.id OR f.derived_from = c.id)';

/** What keeps an item whose row is `c`. Both the officers' side and the worker may read all of it. */
export const CIRCUMSTANCES = `
  (c.sent_at AT TIME ZONE 'UTC')::date::text AS "receivedOn",
  (SELECT count(*)::int FROM lintel.retention_hold h
    WHERE h.investigation_id = c.investigation_id AND h.clip_id IS NULL AND h.lifted_at IS NULL) AS "holdsOnInvestigation",
  (SELECT count(*)::int FROM ${holdsAlong('c')}) AS "holdsOnItem",
  (SELECT count(DISTINCT b.bundle_id)::int FROM lintel.bundle_item b
    WHERE b.clip_id IN ${FAMILY} AND (SELECT s.state FROM lintel.bundle_state s WHERE s.bundle_id = b.bundle_id
      ORDER BY s.place DESC LIMIT 1) IN ('requested', 'sealed', 'superseded')) AS bundles,
  ARRAY(SELECT r.keep_until::text FROM ${reviewsAlong('c')}) AS "keepUntil"`;

const ITEM = `SELECT c.id AS "clipId", c.investigation_id AS "investigationId", c.file_name AS name, e.reference AS exhibit,
    e.description, c.sent_at AS "sentAt", c.erased_at AS "erasedAt", c.derived_from IS NOT NULL AS "isStill",
    c.state = 'master' AS locked, t.clip_id IS NOT NULL OR a.clip_id IS NOT NULL OR c.written AS decided,
    (SELECT count(*)::int FROM lintel.clip f WHERE f.derived_from = c.id) AS stills,
    (SELECT jsonb_build_object('id', d.id, 'state', d.state) FROM lintel.disposal d
      WHERE d.clip_id = c.id ORDER BY d.place DESC LIMIT 1) AS disposal, ${CIRCUMSTANCES}
  FROM lintel.clip c LEFT JOIN lintel.exhibit e ON e.clip_id = c.id LEFT JOIN lintel.triage t ON t.clip_id = c.id
  LEFT JOIN lintel.addition a ON a.clip_id = c.id`;

@Injectable()
export class KeptItemsRepository {
  async byId(tx: Transaction, id: ClipId): Promise<KeptItem | undefined> {
    const [row] = await tx.query<KeptItem>(`${ITEM} WHERE c.id = $1`, [id]);
    return row;
  }

  /** In the order of events. */
  async page(tx: Transaction, id: InvestigationId, limit: number, after?: ClipId): Promise<KeptItem[]> {
    return tx.query<KeptItem>(
      `${ITEM} WHERE c.investigation_id = $1 AND c.derived_from IS NULL
         ${after === undefined ? '' : `AND ${afterItem('$3')}`} ORDER BY ${EVENT_ORDER} LIMIT $2`,
      [id, limit, ...(after === undefined ? [] : [after])],
    );
  }

  /** Names of the stored files of an item and its stills. */
  async objects(tx: Transaction, id: ClipId): Promise<string[]> {
    const rows = await tx.query<{ key: string }>(
      `SELECT c.evidence_key AS key FROM lintel.clip c WHERE (c.id = $1 OR c.derived_from = $1) AND c.evidence_key IS NOT NULL
       UNION SELECT r.object_key FROM lintel.rendition r JOIN lintel.clip c ON c.id = r.clip_id
        WHERE (c.id = $1 OR c.derived_from = $1) AND r.object_key IS NOT NULL`,
      [id],
    );
    return rows.map(({ key }) => key);
  }

  /** Newest first. */
  async reviews(tx: Transaction, id: ClipId): Promise<KeepReview[]> {
    return tx.query<KeepReview>(
      `SELECT r.keep_until::text AS "keepUntil", r.reason, o.display_name AS "reviewedBy", r.reviewed_at AS "reviewedAt"
         FROM lintel.retention_review r JOIN lintel.officer o ON o.id = r.reviewed_by
        WHERE r.clip_id = $1 ORDER BY r.place DESC`,
      [id],
    );
  }

  async insertReview(
    tx: Transaction,
    row: { readonly id: string; readonly item: KeptItem; readonly until: Day; readonly reason: string },
    by: OfficerId,
  ): Promise<void> {
    await tx.query(
      `INSERT INTO lintel.retention_review (id, investigation_id, clip_id, keep_until, reason, reviewed_by)
       VALUES ($1, $2, $3, $4, $5, $6)`,
      [row.id, row.item.investigationId, row.item.clipId, row.until, row.reason, by],
    );
  }
}
