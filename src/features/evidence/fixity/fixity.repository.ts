import { Injectable } from '@nestjs/common';
import type { ClipId, InvestigationId } from '../../../kernel/ids';
import type { Transaction } from '../../../platform/database';
import type { StoredFile } from './stored-reading';

export interface StoredItem {
  readonly id: ClipId;
  readonly investigationId: InvestigationId;
  readonly files: readonly StoredFile[];
}

/** A worker that dies while it reads leaves the item to the others after so long. */
const CLAIM_HOURS = 6;
/** What is damaged is read again so soon. */
const DAMAGED_HOURS = 24;

@Injectable()
export class FixityRepository {
  /** The item that has waited longest, taken for this worker; `undefined` when none was last read more than `days` ago. */
  async claim(tx: Transaction, days: number): Promise<ClipId | undefined> {
    const [row] = await tx.query<{ id: ClipId }>(
      `UPDATE lintel.clip SET fixity_at = now() - make_interval(days => $1) + make_interval(hours => $2)
        WHERE id = (
          SELECT id FROM lintel.clip
           WHERE state = 'master' AND erased_at IS NULL
             AND coalesce(fixity_at, master_at) < now() - make_interval(days => $1)
           ORDER BY coalesce(fixity_at, master_at), id LIMIT 1 FOR UPDATE SKIP LOCKED)
        RETURNING id`,
      [days, CLAIM_HOURS],
    );
    return row?.id;
  }

  async item(tx: Transaction, id: ClipId): Promise<StoredItem | undefined> {
    const [row] = await tx.query<StoredItem>(
      `SELECT c.id, c.investigation_id AS "investigationId",
              jsonb_build_array(jsonb_build_object('what', 'original', 'key', c.evidence_key, 'size', c.size, 'sha256', c.stored_sha256))
              || coalesce((SELECT jsonb_agg(jsonb_build_object(
                   'what', r.kind, 'key', r.object_key, 'size', r.size, 'sha256', r.sha256) ORDER BY r.kind)
                   FROM lintel.rendition r WHERE r.clip_id = c.id AND r.state = 'made'
                    -- A film goes with any of its parts.
                    AND NOT EXISTS (SELECT FROM lintel.compilation_part p JOIN lintel.clip x ON x.id = p.clip_id
                      WHERE p.compilation_id = r.id AND x.erased_at IS NOT NULL)), '[]') AS files
         FROM lintel.clip c WHERE c.id = $1 AND c.state = 'master' AND c.erased_at IS NULL`,
      [id],
    );
    return row;
  }

  /** Masters that were defined since, in order, after `after`. */
  async masters(tx: Transaction, since: Date, after: ClipId | null, limit: number): Promise<ClipId[]> {
    const rows = await tx.query<{ id: ClipId }>(
      `SELECT id FROM lintel.clip WHERE state = 'master' AND erased_at IS NULL AND master_at >= $1
          AND ($2::uuid IS NULL OR id > $2) ORDER BY id LIMIT $3`,
      [since, after, limit],
    );
    return rows.map(({ id }) => id);
  }

  /** The file is read under this key from now on; of redactions, extracts and films a clip has several of a kind. */
  async readFrom(tx: Transaction, id: ClipId, { what, key: before }: StoredFile, key: string): Promise<void> {
    await (what === 'original'
      ? tx.query('UPDATE lintel.clip SET evidence_key = $2 WHERE id = $1', [id, key])
      : tx.query(
          'UPDATE lintel.rendition SET object_key = $4 WHERE clip_id = $1 AND kind = $2 AND object_key = $3',
          [id, what, before, key],
        ));
    // A sealed bundle holds the same bytes, wherever they lie.
    await tx.query('UPDATE lintel.bundle_entry SET object_key = $2 WHERE object_key = $1', [before, key]);
  }

  async read(tx: Transaction, id: ClipId): Promise<void> {
    await tx.query('UPDATE lintel.clip SET fixity_at = now() WHERE id = $1', [id]);
  }

  /** It is damaged: its turn comes again soon. */
  async readDamaged(tx: Transaction, id: ClipId, days: number): Promise<void> {
    await tx.query(
      `UPDATE lintel.clip SET fixity_at = now() - make_interval(days => $2) + make_interval(hours => $3) WHERE id = $1`,
      [id, days, DAMAGED_HOURS],
    );
  }
}
