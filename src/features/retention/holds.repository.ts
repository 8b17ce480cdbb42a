import { Injectable } from '@nestjs/common';
import type { ClipId, ExhibitRef, HoldId, InvestigationId, OfficerId } from '../../kernel/ids';
import type { Transaction } from '../../platform/database';

export interface Hold {
  readonly id: HoldId;
  readonly investigationId: InvestigationId;
  /** `null`: on the whole investigation. */
  readonly clipId: ClipId | null;
  readonly exhibit: ExhibitRef | null;
  readonly reason: string;
  readonly setBy: string;
  readonly setAt: Date;
  readonly liftedBy: string | null;
  readonly liftedAt: Date | null;
  readonly liftReason: string | null;
}

const HOLD = `SELECT h.id, h.investigation_id AS "investigationId", h.clip_id AS "clipId", e.reference AS exhibit, h.reason,
    s.display_name AS "setBy", h.set_at AS "setAt", l.display_name AS "liftedBy", h.lifted_at AS "liftedAt",
    h.lift_reason AS "liftReason"
  FROM lintel.retention_hold h JOIN lintel.officer s ON s.id = h.set_by LEFT JOIN lintel.officer l ON l.id = h.lifted_by
  LEFT JOIN lintel.exhibit e ON e.clip_id = h.clip_id`;

/** `$2` is how many, `$3` the last one of the page before. */
const PLACE = '(h.lifted_at IS NOT NULL), (-h.place)';
const GOES_ON = `($3::uuid IS NULL OR (${PLACE}) > (SELECT ${PLACE} FROM lintel.retention_hold h WHERE h.id = $3))`;
const IN_ORDER = `ORDER BY ${PLACE} LIMIT $2`;

@Injectable()
export class HoldsRepository {
  async insert(
    tx: Transaction,
    row: Pick<Hold, 'id' | 'investigationId' | 'clipId' | 'reason'>,
    by: OfficerId,
  ): Promise<void> {
    await tx.query(
      'INSERT INTO lintel.retention_hold (id, investigation_id, clip_id, reason, set_by) VALUES ($1, $2, $3, $4, $5)',
      [row.id, row.investigationId, row.clipId, row.reason, by],
    );
  }

  async byId(tx: Transaction, id: HoldId): Promise<Hold | undefined> {
    const [row] = await tx.query<Hold>(`${HOLD} WHERE h.id = $1`, [id]);
    return row;
  }

  /** `false` when it is lifted already. */
  async lift(tx: Transaction, id: HoldId, reason: string, by: OfficerId): Promise<boolean> {
    const rows = await tx.query(
      `UPDATE lintel.retention_hold SET lifted_by = $2, lifted_at = now(), lift_reason = $3
        WHERE id = $1 AND lifted_at IS NULL RETURNING id`,
      [id, by, reason],
    );
    return rows.length === 1;
  }

  /** Those that hold first, newest first: all of an investigation. */
  async ofInvestigation(
    tx: Transaction,
    id: InvestigationId,
    limit: number,
    after?: HoldId,
  ): Promise<Hold[]> {
    return tx.query<Hold>(`${HOLD} WHERE h.investigation_id = $1 AND ${GOES_ON} ${IN_ORDER}`, [
      id,
      limit,
      after ?? null,
    ]);
  }

  /** Whether an erasure that has begun takes the item along. */
  async isGoing(tx: Transaction, id: InvestigationId, clip: ClipId): Promise<boolean> {
    const rows = await tx.query(
      `SELECT 1 FROM lintel.disposal d WHERE d.investigation_id = $1 AND d.state = 'erasing'
          AND $2 IN (SELECT lintel.goes_with(d.clip_id)) LIMIT 1`,
      [id, clip],
    );
    return rows.length === 1;
  }

  /** The same, of those that hold one item: its own, those on what would go with it, and those on the whole investigation. */
  async ofItem(
    tx: Transaction,
    id: InvestigationId,
    clip: ClipId,
    limit: number,
    after?: HoldId,
  ): Promise<Hold[]> {
    const part = (which: string): string =>
      `(SELECT h.id FROM lintel.retention_hold h WHERE h.investigation_id = $1 AND h.clip_id ${which} AND ${GOES_ON} ${IN_ORDER})`;
    return tx.query<Hold>(
      `${HOLD} WHERE h.id IN (${part('IS NULL')} UNION ALL ${part('= ANY (ARRAY(SELECT lintel.goes_with($4)))')}) ${IN_ORDER}`,
      [id, limit, after ?? null, clip],
    );
  }
}
