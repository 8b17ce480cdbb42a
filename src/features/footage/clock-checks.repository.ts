import { Injectable } from '@nestjs/common';
import type { ClipId } from '../../kernel/ids';
import type { Transaction } from '../../platform/database';
import type { KnownCheck } from './domain/learned-offset';

/** Comparisons of clocks that were made for the clips of an investigation. */
@Injectable()
export class ClockChecksRepository {
  /**
   * The last one of each clip that came by the same link as `clip`, itself among them, or where both links are the victim's: another
   * person's camera has a clock of its own. What the sender says of the make counts where the file does not tell.
   */
  async ofSameDoor(tx: Transaction, clip: ClipId): Promise<KnownCheck[]> {
    return tx.query<KnownCheck>(
      `SELECT DISTINCT ON (o.id) o.id AS "clipId", a.shown, a.answered_at AS at, a.offset_seconds AS "offsetSeconds",
              a.plus_minus_seconds AS "plusMinusSeconds", o.source->>'make' AS make,
              o.invitation_id IS NOT DISTINCT FROM c.invitation_id AS "sameLink"
         FROM lintel.clip c JOIN lintel.clip o ON o.investigation_id = c.investigation_id
         JOIN lintel.clock_answer a ON a.clip_id = o.id AND a.shown IS NOT NULL
         LEFT JOIN lintel.invitation ci ON ci.id = c.invitation_id LEFT JOIN lintel.invitation oi ON oi.id = o.invitation_id
        WHERE c.id = $1 AND (o.invitation_id IS NOT DISTINCT FROM c.invitation_id OR ci.holder = 'victim' AND oi.holder = 'victim')
        ORDER BY o.id, a.id DESC`,
      [clip],
    );
  }
}
