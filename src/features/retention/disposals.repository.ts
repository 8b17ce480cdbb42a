import { Injectable } from '@nestjs/common';
import type { ClipId, DisposalId, InvestigationId, OfficerId } from '../../kernel/ids';
import type { Transaction } from '../../platform/database';
import type { DisposalState } from './domain/disposal';

export interface Disposal {
  readonly id: DisposalId;
  readonly investigationId: InvestigationId;
  readonly clipId: ClipId;
  readonly state: DisposalState;
  readonly reason: string;
  readonly proposedById: OfficerId;
  readonly proposedBy: string;
  readonly proposedAt: Date;
  readonly decidedBy: string | null;
  readonly decidedAt: Date | null;
  readonly decisionReason: string | null;
  readonly eraseAfter: Date | null;
  readonly stoppedBy: string | null;
  readonly stoppedAt: Date | null;
  readonly stopReason: string | null;
  readonly erasedAt: Date | null;
}

const DISPOSAL = `SELECT d.id, d.investigation_id AS "investigationId", d.clip_id AS "clipId", d.state, d.reason,
    d.proposed_by AS "proposedById", p.display_name AS "proposedBy", d.proposed_at AS "proposedAt",
    a.display_name AS "decidedBy", d.decided_at AS "decidedAt", d.decision_reason AS "decisionReason",
    d.erase_after AS "eraseAfter", s.display_name AS "stoppedBy", d.stopped_at AS "stoppedAt",
    d.stop_reason AS "stopReason", d.erased_at AS "erasedAt"
  FROM lintel.disposal d JOIN lintel.officer p ON p.id = d.proposed_by
  LEFT JOIN lintel.officer a ON a.id = d.decided_by LEFT JOIN lintel.officer s ON s.id = d.stopped_by`;

@Injectable()
export class DisposalsRepository {
  /** `false` when one of this item is under way. */
  async insert(
    tx: Transaction,
    row: Pick<Disposal, 'id' | 'investigationId' | 'clipId' | 'reason'>,
    by: OfficerId,
  ): Promise<boolean> {
    const rows = await tx.query(
      `INSERT INTO lintel.disposal (id, investigation_id, clip_id, reason, proposed_by) VALUES ($1, $2, $3, $4, $5)
       ON CONFLICT (clip_id) WHERE state IN ('proposed', 'approved', 'erasing') DO NOTHING RETURNING id`,
      [row.id, row.investigationId, row.clipId, row.reason, by],
    );
    return rows.length === 1;
  }

  /** Before then the database erases nothing that is agreed to now: the operator may have decided otherwise than this process was told. */
  async coolingEnds(tx: Transaction): Promise<Date> {
    const [row] = await tx.query<{ ends: Date }>('SELECT lintel.cooling_ends() AS ends');
    return row?.ends ?? new Date(0);
  }

  async byId(tx: Transaction, id: DisposalId): Promise<Disposal | undefined> {
    const [row] = await tx.query<Disposal>(`${DISPOSAL} WHERE d.id = $1`, [id]);
    return row;
  }

  /** Newest first. */
  async ofItem(tx: Transaction, id: ClipId): Promise<Disposal[]> {
    return tx.query<Disposal>(`${DISPOSAL} WHERE d.clip_id = $1 ORDER BY d.place DESC`, [id]);
  }

  /** Those that can still be stopped: of an item and of whatever it would go with, or of the whole investigation. */
  async stoppable(tx: Transaction, id: InvestigationId, clip: ClipId | null): Promise<Disposal[]> {
    return tx.query<Disposal>(
      `${DISPOSAL} WHERE d.investigation_id = $1 AND ($2::uuid IS NULL OR $2 IN (SELECT lintel.goes_with(d.clip_id)))
         AND d.state IN ('proposed', 'approved') ORDER BY d.clip_id`,
      [id, clip],
    );
  }

  /** Agreed or refused, by somebody else. */
  async decide(
    tx: Transaction,
    id: DisposalId,
    { state, eraseAfter, reason }: { state: 'approved' | 'refused'; eraseAfter: Date | null; reason: string },
    by: OfficerId,
  ): Promise<void> {
    await tx.query(
      `UPDATE lintel.disposal SET state = $2, decided_by = $3, decided_at = now(), decision_reason = $4, erase_after = $5
        WHERE id = $1`,
      [id, state, by, reason, eraseAfter],
    );
  }

  async stop(tx: Transaction, id: DisposalId, reason: string, by: OfficerId): Promise<void> {
    await tx.query(
      `UPDATE lintel.disposal SET state = 'stopped', stopped_by = $2, stopped_at = now(), stop_reason = $3 WHERE id = $1`,
      [id, by, reason],
    );
  }
}
