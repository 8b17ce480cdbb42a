import { Injectable } from '@nestjs/common';
import type { OccasionId } from '../../kernel/ids';
import type { Transaction } from '../../platform/database';

/** What has become of an occasion since it was decided about. */
export interface OccasionChanges {
  /** Clips that belong to it and were declined, so that they stand nowhere in it. */
  readonly declined: number;
  /** Something was put into it, taken out or declined since the newest decision: it may no longer hold. */
  readonly sinceDecided: boolean;
}

const CHANGES = `
  SELECT (SELECT count(*)::int FROM lintel.occasion_part p JOIN lintel.clip c ON c.id = p.clip_id
           WHERE p.occasion_id = $1 AND p.removed_at IS NULL AND c.decided = 'declined') AS declined,
         coalesce((SELECT max(greatest(p.added_at, p.removed_at, t.at)) > d.at FROM lintel.occasion_part p
             LEFT JOIN lintel.triage t ON t.clip_id = p.clip_id AND t.outcome = 'declined' AND p.removed_at IS NULL
            WHERE p.occasion_id = $1), false) AS "sinceDecided"
    FROM (SELECT max(decided_at) AS at FROM lintel.occasion_decision WHERE occasion_id = $1) d`;

@Injectable()
export class OccasionChangesRepository {
  async of(tx: Transaction, id: OccasionId): Promise<OccasionChanges> {
    const [row] = await tx.query<OccasionChanges>(CHANGES, [id]);
    return row ?? { declined: 0, sinceDecided: false };
  }
}
