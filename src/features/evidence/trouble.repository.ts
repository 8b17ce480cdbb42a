import { Injectable } from '@nestjs/common';
import type { ClipId } from '../../kernel/ids';
import type { Transaction } from '../../platform/database';

/**
 * A job was given up before the original was locked, or before copies were made; or the bytes are not in the store, are not
 * what was locked, or did not arrive as the sender's device had them.
 */
export type Trouble = 'not-locked' | 'no-copies' | 'object-missing' | 'damaged' | 'differs';

@Injectable()
export class TroubleRepository {
  async begin(tx: Transaction, id: ClipId, kind: Trouble): Promise<void> {
    await tx.query(
      `INSERT INTO lintel.clip_trouble (clip_id, kind) SELECT id, $2 FROM lintel.clip WHERE id = $1
       ON CONFLICT (clip_id, kind) DO NOTHING`,
      [id, kind],
    );
  }

  async end(tx: Transaction, id: ClipId, kind: Trouble): Promise<void> {
    await tx.query('DELETE FROM lintel.clip_trouble WHERE clip_id = $1 AND kind = $2', [id, kind]);
  }

  /** Exactly these have lost their bytes, and no others. */
  async setMissing(tx: Transaction, ids: readonly ClipId[]): Promise<void> {
    await tx.query(
      `DELETE FROM lintel.clip_trouble WHERE kind = 'object-missing' AND clip_id <> ALL($1::uuid[])`,
      [ids],
    );
    for (const id of ids) await this.begin(tx, id, 'object-missing');
  }
}
