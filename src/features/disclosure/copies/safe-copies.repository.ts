import { Injectable } from '@nestjs/common';
import type { ClipId, InvestigationId, RenditionId, Sha256Hex } from '../../../kernel/ids';
import type { JsonObject } from '../../../kernel/json';
import type { Transaction } from '../../../platform/database';

export interface Master {
  readonly id: ClipId;
  readonly investigationId: InvestigationId;
  readonly key: string;
  readonly sha256: Sha256Hex;
  /** Media type, as its bytes say. */
  readonly kind: string | null;
  readonly media: JsonObject | null;
}

export interface SafeCopyRow {
  readonly id: RenditionId;
  readonly clipId: ClipId;
  readonly inputSha256: Sha256Hex;
  readonly made: {
    readonly key: string;
    readonly contentType: string;
    readonly sha256: Sha256Hex;
    readonly size: number;
  } | null;
  readonly recipe: JsonObject;
  readonly facts: JsonObject;
  readonly why: string | null;
}

@Injectable()
export class SafeCopiesRepository {
  /** The locked master, unless its copy has been made or has failed already. */
  async waiting(tx: Transaction, id: ClipId): Promise<Master | undefined> {
    const [row] = await tx.query<Master>(
      `SELECT c.id, c.investigation_id AS "investigationId", c.evidence_key AS key, c.stored_sha256 AS sha256, c.kind, c.media
         FROM lintel.clip c WHERE c.id = $1 AND c.state = 'master' AND c.erased_at IS NULL
          AND NOT EXISTS (SELECT FROM lintel.rendition r WHERE r.clip_id = c.id AND r.kind = 'defence-copy')`,
      [id],
    );
    return row;
  }

  /** `false` when there is one already. */
  async insert(tx: Transaction, row: SafeCopyRow): Promise<boolean> {
    const { made } = row;
    const rows = await tx.query(
      `INSERT INTO lintel.rendition
         (id, clip_id, kind, state, object_key, content_type, sha256, size, input_sha256, recipe, facts, why)
       VALUES ($1, $2, 'defence-copy', $3, $4, $5, $6, $7, $8, $9, $10, $11)
       ON CONFLICT DO NOTHING RETURNING id`,
      [
        row.id,
        row.clipId,
        made === null ? 'failed' : 'made',
        made?.key ?? null,
        made?.contentType ?? null,
        made?.sha256 ?? null,
        made?.size ?? null,
        row.inputSha256,
        JSON.stringify(row.recipe),
        JSON.stringify(row.facts),
        row.why,
      ],
    );
    return rows.length === 1;
  }
}
