import { Injectable } from '@nestjs/common';
import { randomId, type InvestigationId, type OfficerId } from '../../kernel/ids';
import { seenOf, type Seen } from '../../kernel/seen';
import type { Transaction } from '../../platform/database';
import type { Day } from '../../kernel/day';
import type { Outcome } from './domain/outcome';

export interface RecordedOutcome extends Outcome {
  readonly reason: string;
  readonly recordedBy: string;
  readonly recordedAt: Date;
}

/** Nothing is ever taken out of them: by the newest they are known. */
export const outcomesSeen = (outcomes: readonly RecordedOutcome[]): Seen =>
  seenOf([outcomes.length, outcomes[0]?.recordedAt]);

const OUTCOME = `x.outcome, x.decided_on::text AS "decidedOn", x.sentence, x.released_on::text AS "releasedOn",
  x.appeal_pending AS "appealPending", x.review_group AS "group"`;

@Injectable()
export class OutcomesRepository {
  /** Until the transaction ends nobody else changes what is kept in this investigation, and no erasure begins. */
  async lock(tx: Transaction, id: InvestigationId): Promise<void> {
    await tx.query(`SELECT lintel.in_turn('retention', $1)`, [id]);
  }

  async insert(
    tx: Transaction,
    id: InvestigationId,
    { outcome, decidedOn, sentence, releasedOn, appealPending, group }: Outcome,
    reason: string,
    by: OfficerId,
  ): Promise<void> {
    await tx.query(
      `INSERT INTO lintel.investigation_outcome (id, investigation_id, outcome, decided_on, sentence, released_on,
         appeal_pending, review_group, reason, recorded_by) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)`,
      [randomId(), id, outcome, decidedOn, sentence, releasedOn, appealPending, group, reason, by],
    );
  }

  async setDue(tx: Transaction, id: InvestigationId, due: Day | null): Promise<void> {
    await tx.query(
      `INSERT INTO lintel.retention_due (investigation_id, due) VALUES ($1, $2)
       ON CONFLICT (investigation_id) DO UPDATE SET due = excluded.due`,
      [id, due],
    );
  }

  /** The newest one, which counts. */
  async current(tx: Transaction, id: InvestigationId): Promise<Outcome | undefined> {
    const [row] = await tx.query<Outcome>(
      `SELECT ${OUTCOME} FROM lintel.investigation_outcome x WHERE x.investigation_id = $1 ORDER BY x.place DESC LIMIT 1`,
      [id],
    );
    return row;
  }

  /** Newest first. */
  async all(tx: Transaction, id: InvestigationId): Promise<RecordedOutcome[]> {
    return tx.query<RecordedOutcome>(
      `SELECT ${OUTCOME}, x.reason, o.display_name AS "recordedBy", x.recorded_at AS "recordedAt"
         FROM lintel.investigation_outcome x JOIN lintel.officer o ON o.id = x.recorded_by
        WHERE x.investigation_id = $1 ORDER BY x.place DESC`,
      [id],
    );
  }

  /** As the worker: every investigation with an outcome, by id, after `after`. */
  async dueDates(
    tx: Transaction,
    after: InvestigationId | null,
    limit: number,
  ): Promise<(Outcome & { readonly investigationId: InvestigationId; readonly due: Day | null })[]> {
    return tx.query(
      `SELECT d.investigation_id AS "investigationId", d.due::text AS due, ${OUTCOME}
         FROM lintel.retention_due d CROSS JOIN LATERAL (
           SELECT * FROM lintel.investigation_outcome o WHERE o.investigation_id = d.investigation_id
            ORDER BY o.place DESC LIMIT 1) x
        WHERE $1::uuid IS NULL OR d.investigation_id > $1 ORDER BY d.investigation_id LIMIT $2`,
      [after, limit],
    );
  }

  /** As the worker. */
  async changeDue(tx: Transaction, id: InvestigationId, due: Day | null): Promise<void> {
    await tx.query('UPDATE lintel.retention_due SET due = $2 WHERE investigation_id = $1', [id, due]);
  }
}
