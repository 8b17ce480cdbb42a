import { Injectable } from '@nestjs/common';
import type { ClipId } from '../../kernel/ids';
import type { Transaction } from '../../platform/database';
import { PHOTOGRAPH_TYPES } from '../../platform/media';
import type { RenditionKind } from '../evidence';

/** What has become of the copy of a recording that may go to the defence. */
export interface SafeCopyState {
  /** `pending`: it is being made. `failed`: none could be made. `none`: there is nothing to make one of. */
  readonly state: 'made' | 'failed' | 'none' | 'pending';
  /** Why none could be made. */
  readonly code: string | null;
  /** Names of the fields that the copy lacks. */
  readonly removed: readonly string[];
}

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

  async safe(tx: Transaction, clips: readonly ClipId[]): Promise<ReadonlyMap<ClipId, SafeCopyState>> {
    const rows = await tx.query<SafeCopyState & { id: ClipId }>(
      `SELECT c.id, coalesce(r.facts -> 'removed', '[]') AS removed,
              r.facts ->> 'code' AS code,
              CASE WHEN r.state IS NOT NULL THEN r.state
                   WHEN (c.media ->> 'kind' = 'media' OR c.kind = ANY($2)) THEN 'pending'
                   ELSE 'none' END AS state
         FROM lintel.clip c LEFT JOIN lintel.rendition r ON r.clip_id = c.id AND r.kind = 'defence-copy'
        WHERE c.id = ANY($1)`,
      [clips, PHOTOGRAPH_TYPES],
    );
    return new Map(rows.map(({ id, ...state }) => [id, state]));
  }
}
