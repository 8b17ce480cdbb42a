import { Injectable } from '@nestjs/common';
import type { ClipId, InvestigationId, OfficerId, RenditionId, ViewingId } from '../../kernel/ids';
import type { Transaction } from '../../platform/database';
import type { Content, Purpose } from './domain/content';

export interface Ticket {
  readonly id: ViewingId;
  readonly officerId: OfficerId;
  readonly investigationId: InvestigationId;
  readonly clipId: ClipId;
  readonly content: Content;
  /** Of a redacted copy: which version; `null` of what there is one of. */
  readonly renditionId: RenditionId | null;
  readonly purpose: Purpose;
  readonly reason: string | null;
  readonly expiresAt: Date;
}

@Injectable()
export class TicketRepository {
  async insert(tx: Transaction, ticket: Ticket): Promise<void> {
    await tx.query(
      `INSERT INTO lintel.access_ticket (id, officer_id, investigation_id, clip_id, content, purpose, reason, expires_at, rendition_id)
       VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)`,
      [
        ticket.id,
        ticket.officerId,
        ticket.investigationId,
        ticket.clipId,
        ticket.content,
        ticket.purpose,
        ticket.reason,
        ticket.expiresAt,
        ticket.renditionId,
      ],
    );
  }

  /** Looks at several items of one investigation at once. */
  async insertLooks(
    tx: Transaction,
    looks: readonly Pick<Ticket, 'id' | 'clipId' | 'content'>[],
    { officerId, investigationId, expiresAt }: Pick<Ticket, 'officerId' | 'investigationId' | 'expiresAt'>,
  ): Promise<void> {
    await tx.query(
      `INSERT INTO lintel.access_ticket (id, officer_id, investigation_id, clip_id, content, purpose, reason, expires_at)
       SELECT l.id, $4, $5, l.clip, l.content, 'view', NULL, $6 FROM unnest($1::uuid[], $2::uuid[], $3::text[]) l (id, clip, content)`,
      [
        looks.map(({ id }) => id),
        looks.map(({ clipId }) => clipId),
        looks.map(({ content }) => content),
        officerId,
        investigationId,
        expiresAt,
      ],
    );
  }

  /** A live ticket of this officer. What was confirmed, an original among it, is of the session in which it was. */
  async find(tx: Transaction, id: ViewingId, officer: OfficerId): Promise<Ticket | undefined> {
    const [row] = await tx.query<Ticket>(
      `SELECT id, officer_id AS "officerId", investigation_id AS "investigationId", clip_id AS "clipId", content, purpose, reason,
              rendition_id AS "renditionId", expires_at AS "expiresAt"
         FROM lintel.access_ticket WHERE id = $1 AND officer_id = $2 AND expires_at > now()
          AND (purpose = 'view' AND content <> 'original' OR opened_in IS NULL OR opened_in = lintel.own_session())`,
      [id, officer],
    );
    return row;
  }
}
