import { Injectable } from '@nestjs/common';
import type { ClipId } from '../../kernel/ids';
import type { Transaction } from '../../platform/database';
import type { RenditionKind } from '../evidence';

/** Working copies that exist. */
@Injectable()
export class CopiesRepository {
  async made(
    tx: Transaction,
    clips: readonly ClipId[],
  ): Promise<ReadonlyMap<ClipId, readonly RenditionKind[]>> {
    const rows = await tx.query<{ id: ClipId; kinds: RenditionKind[] }>(
      `SELECT clip_id AS id, array_agg(kind ORDER BY kind) AS kinds FROM lintel.rendition
        WHERE clip_id = ANY($1) AND state = 'made' GROUP BY clip_id`,
      [clips],
    );
    return new Map(rows.map(({ id, kinds }) => [id, kinds]));
  }
}
