import { Injectable } from '@nestjs/common';
import type { ClipId, ExhibitId } from '../../../kernel/ids';
import type { Transaction } from '../../../platform/database';

@Injectable()
export class CorrectionsRepository {
  /** `false` when the clip is not declined, or goes or is gone. */
  async undoDecline(tx: Transaction, id: ClipId): Promise<boolean> {
    const [row] = await tx.query<{ done: boolean }>('SELECT lintel.undo_decline($1) AS done', [id]);
    return row?.done ?? false;
  }

  /** Until the transaction ends nobody else corrects it. */
  async lock(tx: Transaction, id: ExhibitId): Promise<void> {
    await tx.query(`SELECT lintel.in_turn('correction', $1)`, [id]);
  }

  /** `false` when that is what it says already. */
  async correctExhibit(tx: Transaction, id: ExhibitId, producer: string, shows: string): Promise<boolean> {
    const [row] = await tx.query<{ done: boolean }>('SELECT lintel.correct_exhibit($1, $2, $3) AS done', [
      id,
      producer,
      shows,
    ]);
    return row?.done ?? false;
  }
}
