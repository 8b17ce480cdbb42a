import { Injectable } from '@nestjs/common';
import { randomId, type ClipId, type InvitationId, type NoteId, type OfficerId } from '../../kernel/ids';
import { IsNull, type Transaction } from '../../platform/database';
import type { NoteKind } from './domain/note';
import { NoteEntity } from './note.entity';

/** As the victim reads it. */
export interface HerNote {
  readonly id: NoteId;
  readonly clipId: ClipId;
  readonly kind: NoteKind;
  /** Of the doorbell, when the clip tells it, or else the victim. */
  readonly make: string | null;
  readonly leftAt: Date;
  /** It was read, and stays with the receipt alone. */
  readonly putAway: boolean;
}

/** The first or the last link by which something came: by its order in the index, as a comparison would be asked of every row. None stands last. */
const link = (order: 'ASC' | 'DESC'): string =>
  `(SELECT o.invitation_id FROM lintel.clip o WHERE o.investigation_id = l.investigation_id AND o.derived_from IS NULL AND NOT o.written ORDER BY o.invitation_id ${order} LIMIT 1)`;

@Injectable()
export class NoteRepository {
  /** `false` when the same was said of this clip before. As lintel_workspace. */
  async leave(tx: Transaction, clip: ClipId, kind: NoteKind, by: OfficerId): Promise<boolean> {
    const rows = await tx.query(
      `INSERT INTO lintel.note (id, invitation_id, clip_id, kind, make, officer_id)
       SELECT $1, c.invitation_id, c.id, $3, coalesce(c.source->>'make', NULLIF(
                (SELECT m.make FROM lintel.make_answer m WHERE m.clip_id = c.id ORDER BY m.id DESC LIMIT 1), 'unknown')), $4
         FROM lintel.clip c
        WHERE c.id = $2 AND c.invitation_id IS NOT NULL
       ON CONFLICT (clip_id, kind) DO NOTHING RETURNING id`,
      [randomId(), clip, kind, by],
    );
    return rows.length === 1;
  }

  /**
   * Of each that came by a link, whether it cannot have come before by the same one. It can where that link had sent something by then, and either the
   * same bytes or all that there is came by it: which one an officer means is written nowhere. By indexes, however much has come. As lintel_workspace.
   */
  async tellsOfAnother(tx: Transaction, clips: readonly ClipId[]): Promise<boolean[]> {
    const rows = await tx.query<{ tells: boolean }>(
      `WITH told AS (SELECT c.id, c.investigation_id, c.invitation_id, c.sent_at, c.stored_sha256 FROM lintel.clip c
         WHERE c.id = ANY($1::uuid[]) AND c.invitation_id IS NOT NULL),
       alone AS MATERIALIZED (SELECT l.invitation_id FROM (SELECT DISTINCT invitation_id, investigation_id FROM told) l
         WHERE ${link('ASC')} = l.invitation_id AND ${link('DESC')} = l.invitation_id)
       SELECT (SELECT b.id FROM lintel.clip b WHERE b.stored_sha256 = t.stored_sha256 AND b.invitation_id = t.invitation_id
             AND b.id <> t.id AND b.sent_at <= t.sent_at AND b.derived_from IS NULL AND NOT b.written LIMIT 1) IS NULL
           AND NOT (t.invitation_id IN (SELECT invitation_id FROM alone) AND (
             SELECT b.id FROM lintel.clip b WHERE b.investigation_id = t.investigation_id AND b.invitation_id = t.invitation_id
                AND b.sent_at <= t.sent_at AND b.id <> t.id AND b.derived_from IS NULL AND NOT b.written LIMIT 1) IS NOT NULL) AS tells FROM told t`,
      [clips],
    );
    return rows.map(({ tells }) => tells);
  }

  /** When the original was asked for and has not come. */
  async askedAt(tx: Transaction, clip: ClipId): Promise<Date | undefined> {
    const where = { clipId: clip, kind: 'ask-original', answeredAt: IsNull() } as const;
    return (await tx.repository(NoteEntity).findOne(['leftAt'], { where }))?.leftAt;
  }

  /** Newest first, without what has been answered. As lintel_intake. */
  async ofInvitation(tx: Transaction, id: InvitationId): Promise<HerNote[]> {
    return tx.query<HerNote>(
      `SELECT n.id, n.clip_id AS "clipId", n.kind, n.make, n.left_at AS "leftAt", p.note_id IS NOT NULL AS "putAway"
         FROM lintel.note n LEFT JOIN lintel.note_put_away p ON p.note_id = n.id
        WHERE n.invitation_id = $1 AND n.answered_at IS NULL ORDER BY n.left_at DESC, n.id LIMIT 500`,
      [id],
    );
  }

  /** Again changes nothing; neither does a note of somebody else. As lintel_intake. */
  async putAway(tx: Transaction, invitation: InvitationId, id: NoteId): Promise<void> {
    await tx.query(
      `INSERT INTO lintel.note_put_away (note_id)
       SELECT n.id FROM lintel.note n WHERE n.id = $1 AND n.invitation_id = $2 ON CONFLICT (note_id) DO NOTHING`,
      [id, invitation],
    );
  }
}
