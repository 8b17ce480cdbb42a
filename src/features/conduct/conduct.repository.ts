import { Injectable } from '@nestjs/common';
import {
  randomId,
  type ClipId,
  type ExhibitId,
  type IncidentId,
  type InvestigationId,
  type OccasionDecisionId,
  type OccasionId,
  type OfficerId,
  type OrderId,
  type PartId,
} from '../../kernel/ids';
import type { Transaction } from '../../platform/database';
import type { Answers } from '../diary';
import { EVENT_ORDER } from '../footage';
import type { OrderKind, OrderRoute } from './domain/order';

export interface ClipRow {
  readonly id: ClipId;
  readonly fileName: string;
  readonly exhibit: string | null;
  readonly exhibitId: ExhibitId | null;
  /** What the exhibit's own words say. */
  readonly description: string | null;
  readonly producer: string | null;
  readonly incident: IncidentId | null;
  /** The time that an officer chose. */
  readonly began: Date | null;
  readonly seconds: number | null;
  readonly occasion: OccasionId | null;
  readonly part: PartId | null;
  /** Its footage is gone. */
  readonly erased: boolean;
}

/** By number, and the reference of the sending with which it came: numbers count for each private link. */
export interface Numbered {
  readonly number: number;
  readonly reference: string | null;
}

export interface IncidentRow extends Numbered {
  readonly id: IncidentId;
  readonly sentAt: Date;
  readonly answers: Answers;
  /** Entries that add to or correct it, or one of those. */
  readonly later: readonly (Numbered & { readonly id: IncidentId })[];
  readonly occasion: OccasionId | null;
  readonly part: PartId | null;
}

export interface OccasionRow {
  readonly id: OccasionId;
  readonly investigationId: InvestigationId;
  readonly number: number;
  /** The newest one, which holds. */
  readonly decision: Pick<DecisionRow, 'counts' | 'breachOf' | 'reason'> | null;
}

export interface DecisionRow {
  readonly id: OccasionDecisionId;
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
  /** Name of the court that made it, and how it came about, as far as they were recorded. */
  readonly court: string | null;
  readonly route: OrderRoute | null;
  readonly recordedBy: string;
  readonly recordedAt: Date;
  readonly withdrawn: { readonly by: string; readonly at: string; readonly reason: string } | null;
}

export type NewOrder = Pick<OrderRow, 'kind' | 'madeOn' | 'endsOn' | 'terms' | 'court' | 'route'>;

export interface Picked {
  readonly clips: readonly ClipId[];
  readonly incidents: readonly IncidentId[];
}

const ORDER = `SELECT p.id, p.investigation_id AS "investigationId", p.kind, p.made_on::text AS "madeOn",
    p.ends_on::text AS "endsOn", p.terms, p.court, p.route, r.display_name AS "recordedBy", p.recorded_at AS "recordedAt",
    CASE WHEN p.withdrawn_at IS NOT NULL THEN json_build_object('by', w.display_name, 'at', p.withdrawn_at, 'reason', p.withdrawn_reason) END AS withdrawn
  FROM lintel.protective_order p JOIN lintel.officer r ON r.id = p.officer_id LEFT JOIN lintel.officer w ON w.id = p.withdrawn_by`;

/** Footage that was not declined; photographs, documents and single frames are no occasions. */
const FOOTAGE = `c.investigation_id = $1 AND c.derived_from IS NULL
  AND (c.submission_id IS NOT NULL OR EXISTS (SELECT FROM lintel.addition a WHERE a.clip_id = c.id AND a.kind = 'recording'))
  AND c.decided IS DISTINCT FROM 'declined'`;

const OCCASION = `SELECT o.id, o.investigation_id AS "investigationId", o.number, (
    SELECT json_build_object('counts', d.counts, 'breachOf', d.breach_of, 'reason', d.reason)
      FROM lintel.occasion_decision d WHERE d.occasion_id = o.id ORDER BY d.place DESC LIMIT 1) AS decision
  FROM lintel.occasion o`;

const LATER = `coalesce((
    WITH RECURSIVE later AS (
      SELECT f.id FROM lintel.incident f WHERE f.follows = i.id AND f.invitation_id = i.invitation_id
      UNION SELECT f.id FROM lintel.incident f JOIN later l ON f.follows = l.id WHERE f.invitation_id = i.invitation_id)
    SELECT json_agg(json_build_object('id', f.id, 'number', f.number, 'reference', b.reference) ORDER BY f.number)
      FROM lintel.incident f JOIN later ON later.id = f.id LEFT JOIN lintel.submission b ON b.id = f.submission_id
     WHERE f.sent_at IS NOT NULL), '[]')`;

/** What the series is made of. Row-level security shows what was sent, and nothing else. */
@Injectable()
export class ConductRepository {
  /** Of the investigation, or of one occasion in it. */
  async clips(tx: Transaction, id: InvestigationId, occasion: OccasionId | null = null): Promise<ClipRow[]> {
    return tx.query<ClipRow>(
      `SELECT c.id, c.file_name AS "fileName", e.reference AS exhibit, e.id AS "exhibitId",
              e.description, e.producer_name AS producer, ic.incident_id AS incident,
              CASE WHEN c.event_by = 'chosen' THEN c.event_at END AS began, (c.media->>'duration')::float8 AS seconds, p.occasion_id AS occasion, p.id AS part,
              c.erased_at IS NOT NULL AS erased
         FROM lintel.clip c
         LEFT JOIN lintel.exhibit e ON e.clip_id = c.id
         LEFT JOIN lintel.incident_clip ic ON ic.clip_id = c.id
         LEFT JOIN lintel.occasion_part p ON p.clip_id = c.id AND p.removed_at IS NULL
        WHERE ${FOOTAGE} AND ($2::uuid IS NULL OR p.occasion_id = $2) AND (c.erased_at IS NULL OR p.id IS NOT NULL)
        ORDER BY ${EVENT_ORDER}`,
      [id, occasion],
    );
  }

  /** Of the investigation, or of one occasion in it. */
  async incidents(
    tx: Transaction,
    id: InvestigationId,
    occasion: OccasionId | null = null,
  ): Promise<IncidentRow[]> {
    return tx.query<IncidentRow>(
      `SELECT i.id, i.number, s.reference, i.sent_at AS "sentAt", i.answers, ${LATER} AS later, p.occasion_id AS occasion, p.id AS part
         FROM lintel.incident i LEFT JOIN lintel.submission s ON s.id = i.submission_id
         LEFT JOIN lintel.occasion_part p ON p.incident_id = i.id AND p.removed_at IS NULL
        WHERE i.investigation_id = $1 AND ($2::uuid IS NULL OR p.occasion_id = $2)
        ORDER BY i.sent_at, i.number, i.id`,
      [id, occasion],
    );
  }

  /** How many of those that were picked belong to the series. */
  async known(tx: Transaction, id: InvestigationId, { clips, incidents }: Picked): Promise<number> {
    const [row] = await tx.query<{ count: number }>(
      `SELECT (SELECT count(*) FROM lintel.clip c WHERE ${FOOTAGE} AND c.erased_at IS NULL AND c.id = ANY($2::uuid[]))::int
            + (SELECT count(*) FROM lintel.incident i WHERE i.investigation_id = $1 AND i.id = ANY($3::uuid[]))::int AS count`,
      [id, clips, incidents],
    );
    return row?.count ?? 0;
  }

  async occasions(tx: Transaction, id: InvestigationId): Promise<OccasionRow[]> {
    return tx.query<OccasionRow>(`${OCCASION} WHERE o.investigation_id = $1 ORDER BY o.number`, [id]);
  }

  async occasion(tx: Transaction, id: OccasionId): Promise<OccasionRow | undefined> {
    const [row] = await tx.query<OccasionRow>(`${OCCASION} WHERE o.id = $1`, [id]);
    return row;
  }

  async numbered(tx: Transaction, id: InvestigationId, number: number): Promise<OccasionId | undefined> {
    const [row] = await tx.query<{ id: OccasionId }>(
      'SELECT id FROM lintel.occasion WHERE investigation_id = $1 AND number = $2',
      [id, number],
    );
    return row?.id;
  }

  /** Until the transaction ends nobody else decides about it, or changes what belongs to it. */
  async lockOccasion(tx: Transaction, id: OccasionId): Promise<void> {
    await tx.query(`SELECT lintel.in_turn('occasion', $1)`, [id]);
  }

  /** About an occasion, newest first. */
  async decisions(
    tx: Transaction,
    id: OccasionId,
    limit: number,
    after?: OccasionDecisionId,
  ): Promise<DecisionRow[]> {
    return tx.query<DecisionRow>(
      `SELECT d.id, d.counts, d.breach_of AS "breachOf", d.reason, o.display_name AS by, d.decided_at AS at
         FROM lintel.occasion_decision d JOIN lintel.officer o ON o.id = d.officer_id
        WHERE d.occasion_id = $1 AND ($3::uuid IS NULL OR d.place < (SELECT l.place FROM lintel.occasion_decision l WHERE l.id = $3))
        ORDER BY d.place DESC LIMIT $2`,
      [id, limit, after ?? null],
    );
  }

  /** By their days; all of them without a limit. `after` is the last one of the page before. */
  async orders(
    tx: Transaction,
    id: InvestigationId,
    limit: number | null = null,
    after?: OrderId,
  ): Promise<OrderRow[]> {
    return tx.query<OrderRow>(
      `${ORDER} WHERE p.investigation_id = $1
          AND ($3::uuid IS NULL OR (p.made_on, p.id) > (SELECT l.made_on, l.id FROM lintel.protective_order l WHERE l.id = $3))
        ORDER BY p.made_on, p.id LIMIT $2`,
      [id, limit, after ?? null],
    );
  }

  async order(tx: Transaction, id: OrderId): Promise<OrderRow | undefined> {
    const [row] = await tx.query<OrderRow>(`${ORDER} WHERE p.id = $1`, [id]);
    return row;
  }

  /** The next number of the investigation, which is held until `tx` ends. */
  async addOccasion(
    tx: Transaction,
    row: Pick<OccasionRow, 'id' | 'investigationId'>,
    by: OfficerId,
  ): Promise<number> {
    await tx.query(`SELECT lintel.in_turn('occasion', $1)`, [row.investigationId]);
    const [added] = await tx.query<{ number: number }>(
      `INSERT INTO lintel.occasion (id, investigation_id, number, officer_id)
       SELECT $1, $2, coalesce(max(number), 0) + 1, $3 FROM lintel.occasion WHERE investigation_id = $2 RETURNING number`,
      [row.id, row.investigationId, by],
    );
    if (added === undefined) throw new Error('the database kept no occasion');
    return added.number;
  }

  /** `false` when one of them belongs to an occasion already. */
  async addParts(
    tx: Transaction,
    occasion: OccasionId,
    { clips, incidents }: Picked,
    by: OfficerId,
  ): Promise<boolean> {
    const none = (of: readonly unknown[]): null[] => of.map(() => null);
    const rows = await tx.query(
      `INSERT INTO lintel.occasion_part (id, occasion_id, clip_id, incident_id, added_by)
       SELECT p.id, $1, p.clip, p.incident, $5 FROM unnest($2::uuid[], $3::uuid[], $4::uuid[]) p (id, clip, incident)
       ON CONFLICT DO NOTHING RETURNING id`,
      [
        occasion,
        [...clips, ...incidents].map(() => randomId<PartId>()),
        [...clips, ...none(incidents)],
        [...none(clips), ...incidents],
        by,
      ],
    );
    return rows.length === clips.length + incidents.length;
  }

  /** What it was; `undefined` when it is not, or no longer, a part of the occasion. */
  async removePart(
    tx: Transaction,
    occasion: OccasionId,
    id: PartId,
    by: OfficerId,
  ): Promise<{ readonly clip: ClipId | null; readonly incident: IncidentId | null } | undefined> {
    const [row] = await tx.query<{ clip: ClipId | null; incident: IncidentId | null }>(
      `UPDATE lintel.occasion_part SET removed_at = now(), removed_by = $3
        WHERE id = $2 AND occasion_id = $1 AND removed_at IS NULL RETURNING clip_id AS clip, incident_id AS incident`,
      [occasion, id, by],
    );
    return row;
  }

  async addDecision(
    tx: Transaction,
    of: Pick<OccasionRow, 'id' | 'investigationId'>,
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
    order: NewOrder & Pick<OrderRow, 'id' | 'investigationId'>,
    by: OfficerId,
  ): Promise<void> {
    const { kind, madeOn, endsOn, terms, court, route } = order;
    await tx.query(
      `INSERT INTO lintel.protective_order (id, investigation_id, kind, made_on, ends_on, terms, court, route, officer_id)
       VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)`,
      [order.id, order.investigationId, kind, madeOn, endsOn, terms, court, route, by],
    );
  }

  /** Those struck out too. */
  async countOrders(tx: Transaction, id: InvestigationId): Promise<number> {
    const [row] = await tx.query<{ count: number }>(
      'SELECT count(*)::int AS count FROM lintel.protective_order WHERE investigation_id = $1',
      [id],
    );
    return row?.count ?? 0;
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
