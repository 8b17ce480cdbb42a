import { Injectable } from '@nestjs/common';
import type {
  ClipId,
  ExhibitId,
  ExhibitRef,
  InvestigationId,
  OfficerId,
  Sha256Hex,
  SubmissionId,
} from '../../kernel/ids';
import type { Transaction } from '../../platform/database';
import type { Acceptance, Refusal, Registered } from './domain/decision';

export interface Exhibit {
  readonly id: ExhibitId;
  readonly reference: ExhibitRef;
  readonly investigationId: InvestigationId;
  readonly clipId: ClipId;
  readonly producerName: string;
  readonly description: string;
  readonly sha256: Sha256Hex;
  readonly registeredAt: Date;
}

const EXHIBIT = `SELECT e.id, e.reference, e.investigation_id AS "investigationId", e.clip_id AS "clipId",
    e.producer_name AS "producerName", e.description, c.stored_sha256 AS sha256, e.registered_at AS "registeredAt"
  FROM lintel.exhibit e JOIN lintel.clip c ON c.id = e.clip_id`;

@Injectable()
export class ExhibitRepository {
  /** `false` when the clip was triaged before. */
  async insertTriage(
    tx: Transaction,
    id: ClipId,
    outcome: 'accepted' | 'declined',
    reason: string,
    by: OfficerId,
  ): Promise<boolean> {
    const rows = await tx.query(
      `INSERT INTO lintel.triage (clip_id, outcome, reason, officer_id) VALUES ($1, $2, $3, $4)
       ON CONFLICT (clip_id) DO NOTHING RETURNING clip_id`,
      [id, outcome, reason, by],
    );
    return rows.length === 1;
  }

  /** What that officer accepted by these very words, and nobody corrected since. */
  async acceptedBy(
    tx: Transaction,
    id: ClipId,
    by: OfficerId,
    { initials, producerName, description }: Acceptance,
  ): Promise<Registered | undefined> {
    const [row] = await tx.query<Registered>(
      `SELECT e.id, e.reference, e.clip_id AS "clipId" FROM lintel.exhibit e JOIN lintel.triage t ON t.clip_id = e.clip_id
        WHERE e.clip_id = $1 AND t.officer_id = $2 AND e.registered_by = $2 AND e.producer_name = $3 AND e.description = $4
          AND split_part(e.reference, '/', 1) = $5`,
      [id, by, producerName, description, initials],
    );
    return row;
  }

  /** Whether that officer declined it for that very reason, with that note alone. */
  async isDeclinedBy(
    tx: Transaction,
    id: ClipId,
    by: OfficerId,
    { reason, note }: Refusal,
  ): Promise<boolean> {
    const rows = await tx.query(
      `SELECT FROM lintel.triage t WHERE t.clip_id = $1 AND t.outcome = 'declined' AND t.officer_id = $2 AND t.reason = $3
          AND NOT EXISTS (SELECT FROM lintel.note n WHERE n.clip_id = $1 AND n.kind NOT IN ('ask-original', $4))
          AND ($4 = 'none' OR EXISTS (SELECT FROM lintel.note n WHERE n.clip_id = $1 AND n.kind = $4)
            OR (SELECT c.invitation_id IS NULL FROM lintel.clip c WHERE c.id = $1))`,
      [id, by, reason, note],
    );
    return rows.length === 1;
  }

  /** The next number of these initials; the row's lock makes officers who accept at once take turns. */
  async nextNumber(tx: Transaction, id: InvestigationId, initials: string): Promise<number> {
    const [row] = await tx.query<{ number: number }>('SELECT lintel.next_exhibit_number($1, $2) AS number', [
      id,
      initials,
    ]);
    return (row as { number: number }).number;
  }

  async insert(tx: Transaction, row: Omit<Exhibit, 'sha256' | 'registeredAt'>, by: OfficerId): Promise<void> {
    await tx.query(
      `INSERT INTO lintel.exhibit (id, investigation_id, clip_id, reference, producer_name, description, registered_by)
       VALUES ($1, $2, $3, $4, $5, $6, $7)`,
      [row.id, row.investigationId, row.clipId, row.reference, row.producerName, row.description, by],
    );
  }

  async ofInvestigation(
    tx: Transaction,
    id: InvestigationId,
    limit: number,
    after?: ExhibitId,
  ): Promise<Exhibit[]> {
    return tx.query<Exhibit>(
      `${EXHIBIT} WHERE e.investigation_id = $1 ${after === undefined ? '' : `AND (e.name_key, e.id) > ((SELECT l.name_key FROM lintel.exhibit l WHERE l.id = $3), $3::uuid)`}
        ORDER BY e.name_key, e.id LIMIT $2`,
      [id, limit, ...(after === undefined ? [] : [after])],
    );
  }

  async byId(tx: Transaction, id: ExhibitId): Promise<Exhibit | undefined> {
    const [row] = await tx.query<Exhibit>(`${EXHIBIT} WHERE e.id = $1`, [id]);
    return row;
  }

  /** Closes a submission when its last clip is triaged: how many were accepted, or `undefined` while some are open. */
  async closeSubmission(tx: Transaction, id: SubmissionId): Promise<{ accepted: number } | undefined> {
    await tx.query('SELECT id FROM lintel.submission WHERE id = $1 FOR UPDATE', [id]);
    const [row] = await tx.query<{ open: number; accepted: number }>(
      `SELECT count(*) FILTER (WHERE t.clip_id IS NULL)::int AS open,
              count(*) FILTER (WHERE t.outcome = 'accepted')::int AS accepted
         FROM lintel.clip c LEFT JOIN lintel.triage t ON t.clip_id = c.id
        WHERE c.submission_id = $1 AND c.derived_from IS NULL`,
      [id],
    );
    if (row === undefined || row.open > 0) return undefined;
    await tx.query(
      `UPDATE lintel.submission SET state = 'triaged', triaged_at = now(), changed_at = now() WHERE id = $1`,
      [id],
    );
    return { accepted: row.accepted };
  }
}
