import { Injectable } from '@nestjs/common';
import type {
  ClipId,
  ExhibitId,
  IncidentId,
  InvestigationId,
  OccasionId,
  OfficerId,
  OrderId,
  PartId,
} from '../../kernel/ids';
import type { Transaction } from '../../platform/database';
import type { Answers } from '../diary';
import type { OrderKind } from './domain/order';

export interface ClipRow {
  readonly id: ClipId;
  readonly fileName: string;
  readonly exhibit: string | null;
  readonly exhibitId: ExhibitId | null;
  readonly incident: IncidentId | null;
  /** The time that an officer chose. */
  readonly instant: Date | null;
  readonly seconds: number | null;
  readonly occasion: OccasionId | null;
  readonly part: PartId | null;
}

export interface IncidentRow {
  readonly id: IncidentId;
  readonly number: number;
  readonly sentAt: Date;
  readonly answers: Answers;
  readonly occasion: OccasionId | null;
  readonly part: PartId | null;
}

export interface OccasionRow {
  readonly id: OccasionId;
  readonly investigationId: InvestigationId;
  readonly number: number;
}

export interface DecisionRow {
  readonly occasion: OccasionId;
  readonly counts: boolean;
  readonly breachOf: OrderId | null;
  readonly reason: string;
  readonly by: string;
  readonly at: Date;
}

export interface OrderRow {
  readonly id: OrderId;
  readonly investigationId: InvestigationId;
  readonly kind: OrderKind;
  /** `YYYY-MM-DD` */
  readonly madeOn: string;
  readonly endsOn: string | null;
  readonly terms: string;
  readonly recordedBy: string;
  readonly recordedAt: Date;
  readonly withdrawn: { readonly by: string; readonly at: string; readonly reason: string } | null;
}

const ORDER = `SELECT p.id, p.investigation_id AS "investigationId", p.kind, p.made_on::text AS "madeOn",
    p.ends_on::text AS "endsOn", p.terms, r.display_name AS "recordedBy", p.recorded_at AS "recordedAt",
    CASE WHEN p.withdrawn_at IS NOT NULL THEN json_build_object('by', w.display_name, 'at', p.withdrawn_at, 'reason', p.withdrawn_reason) END AS withdrawn
  FROM lintel.protective_order p JOIN lintel.officer r ON r.id = p.officer_id LEFT JOIN lintel.officer w ON w.id = p.withdrawn_by`;

/** What the series is made of. Row-level security shows what was sent, and nothing else. */
@Injectable()
export class ConductRepository {
  /** Footage that was not declined; photographs, documents and single frames are no occasions. */
  async clips(tx: Transaction, id: InvestigationId): Promise<ClipRow[]> {
    return tx.query<ClipRow>(
      `SELECT c.id, c.file_name AS "fileName", e.reference AS exhibit, e.id AS "exhibitId", ic.incident_id AS incident,
              t.instant, (c.media->>'duration')::float8 AS seconds, p.occasion_id AS occasion, p.id AS part
         FROM lintel.clip c
         LEFT JOIN lintel.exhibit e ON e.clip_id = c.id
         LEFT JOIN lintel.incident_clip ic ON ic.clip_id = c.id
         LEFT JOIN lintel.occasion_part p ON p.clip_id = c.id AND p.removed_at IS NULL
         LEFT JOIN LATERAL (SELECT instant FROM lintel.time_choice WHERE clip_id = c.id ORDER BY id DESC LIMIT 1) t ON true
        WHERE c.investigation_id = $1 AND c.derived_from IS NULL
          AND (c.submission_id IS NOT NULL OR EXISTS (SELECT FROM lintel.addition a WHERE a.clip_id = c.id AND a.kind = 'recording'))
          AND NOT EXISTS (SELECT FROM lintel.triage d WHERE d.clip_id = c.id AND d.outcome = 'declined')
        ORDER BY c.sent_at, c.id`,
      [id],
    );
  }

  async incidents(tx: Transaction, id: InvestigationId): Promise<IncidentRow[]> {
    return tx.query<IncidentRow>(
      `SELECT i.id, i.number, i.sent_at AS "sentAt", i.answers, p.occasion_id AS occasion, p.id AS part
         FROM lintel.incident i LEFT JOIN lintel.occasion_part p ON p.incident_id = i.id AND p.removed_at IS NULL
        WHERE i.investigation_id = $1 ORDER BY i.sent_at, i.number, i.id`,
      [id],
    );
  }

  async occasions(tx: Transaction, id: InvestigationId): Promise<OccasionRow[]> {
    return tx.query<OccasionRow>(
      `SELECT id, investigation_id AS "investigationId", number FROM lintel.occasion WHERE investigation_id = $1 ORDER BY number`,
      [id],
    );
  }

  async occasion(tx: Transaction, id: OccasionId): Promise<OccasionRow | undefined> {
    const [row] = await tx.query<OccasionRow>(
      `SELECT id, investigation_id AS "investigationId", number FROM lintel.occasion WHERE id = $1`,
      [id],
    );
    return row;
  }

  /** Newest first. */
  async decisions(tx: Transaction, id: InvestigationId): Promise<DecisionRow[]> {
    return tx.query<DecisionRow>(
      `SELECT d.occasion_id AS occasion, d.counts, d.breach_of AS "breachOf", d.reason, o.display_name AS by, d.decided_at AS at
         FROM lintel.occasion_decision d JOIN lintel.officer o ON o.id = d.officer_id
        WHERE d.investigation_id = $1 ORDER BY d.id DESC`,
      [id],
    );
  }

  async orders(tx: Transaction, id: InvestigationId): Promise<OrderRow[]> {
    return tx.query<OrderRow>(`${ORDER} WHERE p.investigation_id = $1 ORDER BY p.made_on, p.id`, [id]);
  }

  async order(tx: Transaction, id: OrderId): Promise<OrderRow | undefined> {
    const [row] = await tx.query<OrderRow>(`${ORDER} WHERE p.id = $1`, [id]);
    return row;
  }

  /** The next number of the investigation, which is held until `tx` ends. */
  async addOccasion(tx: Transaction, row: Omit<OccasionRow, 'number'>, by: OfficerId): Promise<number> {
    await tx.query(`SELECT pg_advisory_xact_lock(hashtextextended('occasion:' || $1, 0))`, [
      row.investigationId,
    ]);
    const [added] = await tx.query<{ number: number }>(
      `INSERT INTO lintel.occasion (id, investigation_id, number, officer_id)
       SELECT $1, $2, coalesce(max(number), 0) + 1, $3 FROM lintel.occasion WHERE investigation_id = $2 RETURNING number`,
      [row.id, row.investigationId, by],
    );
    if (added === undefined) throw new Error('the database kept no occasion');
    return added.number;
  }

  /** `false` when it belongs to an occasion already. */
  async addPart(
    tx: Transaction,
    part: { id: PartId; occasion: OccasionId; clip: ClipId | null; incident: IncidentId | null },
    by: OfficerId,
  ): Promise<boolean> {
    const rows = await tx.query(
      `INSERT INTO lintel.occasion_part (id, occasion_id, clip_id, incident_id, added_by) VALUES ($1, $2, $3, $4, $5)
       ON CONFLICT DO NOTHING RETURNING id`,
      [part.id, part.occasion, part.clip, part.incident, by],
    );
    return rows.length === 1;
  }

  /** `false` when it is not, or no longer, a part of the occasion. */
  async removePart(tx: Transaction, occasion: OccasionId, id: PartId, by: OfficerId): Promise<boolean> {
    const [row] = await tx.query<{ count: number }>(
      `WITH gone AS (UPDATE lintel.occasion_part SET removed_at = now(), removed_by = $3
          WHERE id = $2 AND occasion_id = $1 AND removed_at IS NULL RETURNING id)
       SELECT count(*)::int AS count FROM gone`,
      [occasion, id, by],
    );
    return row?.count === 1;
  }

  async addDecision(
    tx: Transaction,
    of: OccasionRow,
    decision: Pick<DecisionRow, 'counts' | 'breachOf' | 'reason'>,
    by: OfficerId,
  ): Promise<void> {
    await tx.query(
      `INSERT INTO lintel.occasion_decision (occasion_id, investigation_id, counts, breach_of, reason, officer_id)
       VALUES ($1, $2, $3, $4, $5, $6)`,
      [of.id, of.investigationId, decision.counts, decision.breachOf, decision.reason, by],
    );
  }

  async addOrder(
    tx: Transaction,
    order: Pick<OrderRow, 'id' | 'investigationId' | 'kind' | 'madeOn' | 'endsOn' | 'terms'>,
    by: OfficerId,
  ): Promise<void> {
    await tx.query(
      `INSERT INTO lintel.protective_order (id, investigation_id, kind, made_on, ends_on, terms, officer_id)
       VALUES ($1, $2, $3, $4, $5, $6, $7)`,
      [order.id, order.investigationId, order.kind, order.madeOn, order.endsOn, order.terms, by],
    );
  }

  /** `false` when it was struck out before. */
  async withdrawOrder(tx: Transaction, id: OrderId, reason: string, by: OfficerId): Promise<boolean> {
    const [row] = await tx.query<{ count: number }>(
      `WITH gone AS (UPDATE lintel.protective_order SET withdrawn_at = now(), withdrawn_by = $3, withdrawn_reason = $2
          WHERE id = $1 AND withdrawn_at IS NULL RETURNING id)
       SELECT count(*)::int AS count FROM gone`,
      [id, reason, by],
    );
    return row?.count === 1;
  }
}
