import { Injectable } from '@nestjs/common';
import type { ClipId, InvestigationId, Sha256Hex } from '../../kernel/ids';
import type { Transaction } from '../../platform/database';
import type { WrittenPaper } from './pdf';

/** With the rights of the worker. */
@Injectable()
export class LockRepository {
  /** `undefined` when its words are not fixed, or it is the locked file already. */
  async waiting(
    tx: Transaction,
    id: ClipId,
  ): Promise<(WrittenPaper & { readonly investigationId: InvestigationId }) | undefined> {
    const [row] = await tx.query<WrittenPaper & { readonly investigationId: InvestigationId }>(
      `SELECT w.investigation_id AS "investigationId", w.kind, w.content, w.frozen_at AS "frozenAt"
         FROM lintel.written_item w JOIN lintel.clip c ON c.id = w.clip_id
        WHERE w.clip_id = $1 AND w.frozen_at IS NOT NULL AND c.state = 'receiving' AND c.erased_at IS NULL`,
      [id],
    );
    return row;
  }

  /** `false` when it is locked already. */
  async lock(
    tx: Transaction,
    id: ClipId,
    file: {
      readonly key: string;
      readonly sha256: Sha256Hex;
      readonly size: number;
      readonly crc32: number;
    },
  ): Promise<boolean> {
    const rows = await tx.query(
      `UPDATE lintel.clip SET state = 'master', evidence_key = $2, stored_sha256 = $3, size = $4, crc32 = $5,
              kind = 'application/pdf', verified_at = now(), master_at = now()
        WHERE id = $1 AND written AND state = 'receiving' RETURNING id`,
      [id, file.key, file.sha256, file.size, file.crc32],
    );
    return rows.length === 1;
  }
}
