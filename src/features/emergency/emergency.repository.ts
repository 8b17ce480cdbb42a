import { Injectable } from '@nestjs/common';
import type { EmergencyId, InvestigationId, OfficerId } from '../../kernel/ids';
import type { Transaction } from '../../platform/database';

export interface EmergencyAccess {
  readonly id: EmergencyId;
  readonly investigationId: InvestigationId;
  readonly urn: string;
  readonly officerId: OfficerId;
  readonly officerName: string;
  readonly reason: string;
  readonly startedAt: Date;
  /** When it ends, or ended. */
  readonly endsAt: Date;
  readonly open: boolean;
  readonly seenAt: Date | null;
  readonly seenByName: string | null;
}

const ROWS = `SELECT e.id, e.investigation_id AS "investigationId", e.urn, e.officer_id AS "officerId",
    e.officer_name AS "officerName", e.reason, e.started_at AS "startedAt", e.ends_at AS "endsAt", e.open,
    e.seen_at AS "seenAt", e.seen_by_name AS "seenByName"
  FROM lintel.emergency_record e`;

interface Done {
  readonly done: boolean;
}

@Injectable()
export class EmergencyRepository {
  async investigationOf(tx: Transaction, urn: string): Promise<InvestigationId | undefined> {
    const [row] = await tx.query<{ id: InvestigationId | null }>(
      'SELECT lintel.investigation_by_urn($1) AS id',
      [urn],
    );
    return row?.id ?? undefined;
  }

  async insert(
    tx: Transaction,
    row: Pick<EmergencyAccess, 'id' | 'investigationId' | 'officerId' | 'reason' | 'endsAt'>,
  ): Promise<void> {
    await tx.query(
      `INSERT INTO lintel.emergency_access (id, investigation_id, officer_id, reason, ends_at) VALUES ($1, $2, $3, $4, $5)`,
      [row.id, row.investigationId, row.officerId, row.reason, row.endsAt],
    );
  }

  async byId(tx: Transaction, id: EmergencyId): Promise<EmergencyAccess | undefined> {
    const [row] = await tx.query<EmergencyAccess>(`${ROWS} WHERE e.id = $1`, [id]);
    return row;
  }

  /** Newest first; of one officer, or of all. `after` is the last one of the page before. */
  async list(
    tx: Transaction,
    officer: OfficerId | null,
    limit: number,
    after?: EmergencyId,
  ): Promise<EmergencyAccess[]> {
    return tx.query<EmergencyAccess>(
      `${ROWS} WHERE ($1::uuid IS NULL OR e.officer_id = $1)
         AND ($3::uuid IS NULL
              OR (e.started_at, e.id) < (SELECT l.started_at, l.id FROM lintel.emergency_access l WHERE l.id = $3))
        ORDER BY e.started_at DESC, e.id DESC LIMIT $2`,
      [officer, limit, after ?? null],
    );
  }

  /** Those that an officer has open now, the one that ends first first. */
  async openOf(tx: Transaction, officer: OfficerId): Promise<EmergencyAccess[]> {
    return tx.query<EmergencyAccess>(`${ROWS} WHERE e.officer_id = $1 AND e.open ORDER BY e.ends_at, e.id`, [
      officer,
    ]);
  }

  /** Of others: nobody answers for their own. */
  async unseen(tx: Transaction, supervisor: OfficerId): Promise<number> {
    const [row] = await tx.query<{ count: number }>(
      'SELECT count(*)::int AS count FROM lintel.emergency_access WHERE seen_at IS NULL AND officer_id <> $1',
      [supervisor],
    );
    return row?.count ?? 0;
  }

  /** By whoever acts. `false` when it has ended already. */
  async end(tx: Transaction, id: EmergencyId): Promise<boolean> {
    const [row] = await tx.query<Done>('SELECT lintel.end_emergency($1) AS done', [id]);
    return row?.done === true;
  }

  /** By whoever acts. `false` when it has been seen already. */
  async markSeen(tx: Transaction, id: EmergencyId): Promise<boolean> {
    const [row] = await tx.query<Done>('SELECT lintel.see_emergency($1) AS done', [id]);
    return row?.done === true;
  }
}
