import { Injectable } from '@nestjs/common';
import { randomId, type ClipId, type InvitationId, type OfficerId } from '../../kernel/ids';
import type { Transaction } from '../../platform/database';
import type { NoteKind } from './domain/note';

/** As she reads it. */
export interface HerNote {
  readonly clipId: ClipId;
  readonly kind: NoteKind;
  /** Of her doorbell, when the clip tells it. */
  readonly make: string | null;
  readonly leftAt: Date;
}

@Injectable()
export class NoteRepository {
  /** `false` when the same was said of this clip before. As lintel_workspace. */
  async leave(tx: Transaction, clip: ClipId, kind: NoteKind, by: OfficerId): Promise<boolean> {
    const rows = await tx.query(
      `INSERT INTO lintel.note (id, invitation_id, clip_id, kind, make, officer_id)
       SELECT $1, c.invitation_id, c.id, $3, c.source->>'make', $4 FROM lintel.clip c
        WHERE c.id = $2 AND c.invitation_id IS NOT NULL
       ON CONFLICT (clip_id, kind) DO NOTHING RETURNING id`,
      [randomId(), clip, kind, by],
    );
    return rows.length === 1;
  }

  /** When the original was asked for and has not come. */
  async askedAt(tx: Transaction, clip: ClipId): Promise<Date | undefined> {
    const [row] = await tx.query<{ at: Date }>(
      `SELECT left_at AS at FROM lintel.note WHERE clip_id = $1 AND kind = 'ask-original' AND answered_at IS NULL`,
      [clip],
    );
    return row?.at;
  }

  /** Newest first, without what has been answered. As lintel_intake. */
  async ofInvitation(tx: Transaction, id: InvitationId): Promise<HerNote[]> {
    return tx.query<HerNote>(
      `SELECT clip_id AS "clipId", kind, make, left_at AS "leftAt" FROM lintel.note
        WHERE invitation_id = $1 AND answered_at IS NULL ORDER BY left_at DESC, id LIMIT 500`,
      [id],
    );
  }
}
