import { Injectable } from '@nestjs/common';
import type { ClipId, IncidentId, InvestigationId, InvitationId } from '../../kernel/ids';
import type { Transaction } from '../../platform/database';
import type { Answers } from './domain/answers';

/** An incident that was sent, as officers see it. */
export interface SentIncidentRow {
  readonly id: IncidentId;
  readonly invitationId: InvitationId;
  /** Counted for each private link. */
  readonly number: number;
  readonly reference: string;
  readonly sentAt: Date;
  readonly answers: Answers;
  /** The number of the earlier incident that this one adds to. */
  readonly follows: number | null;
  readonly clips: readonly { readonly id: ClipId; readonly fileName: string }[];
}

const INCIDENT = `SELECT i.id, i.invitation_id AS "invitationId", i.number, s.reference, i.sent_at AS "sentAt", i.answers,
              e.number AS follows,
              coalesce((SELECT json_agg(json_build_object('id', c.id, 'fileName', c.file_name) ORDER BY c.created_at, c.id)
                          FROM lintel.incident_clip ic JOIN lintel.clip c ON c.id = ic.clip_id
                         WHERE ic.incident_id = i.id), '[]') AS clips
         FROM lintel.incident i
         JOIN lintel.submission s ON s.id = i.submission_id
         LEFT JOIN lintel.incident e ON e.id = i.follows`;

/** The officers' side: row-level security shows what was sent, and nothing else. */
@Injectable()
export class IncidentsRepository {
  async ofInvestigation(
    tx: Transaction,
    id: InvestigationId,
    limit: number,
    after: IncidentId | null,
  ): Promise<SentIncidentRow[]> {
    return tx.query<SentIncidentRow>(
      `${INCIDENT}
         LEFT JOIN lintel.incident a ON a.id = $2
        WHERE i.investigation_id = $1
          AND ($2::uuid IS NULL OR i.sent_at >= (SELECT l.sent_at FROM lintel.incident l WHERE l.id = $2)
            AND (i.sent_at, i.number, i.id) > (a.sent_at, a.number, a.id))
        ORDER BY i.sent_at, i.number, i.id LIMIT $3`,
      [id, after, limit],
    );
  }

  /** To which a clip belongs. */
  async ofClip(tx: Transaction, id: ClipId): Promise<SentIncidentRow | undefined> {
    const [row] = await tx.query<SentIncidentRow>(
      `${INCIDENT} JOIN lintel.incident_clip k ON k.incident_id = i.id WHERE k.clip_id = $1`,
      [id],
    );
    return row;
  }
}
