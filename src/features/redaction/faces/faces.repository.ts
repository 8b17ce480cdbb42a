import { Injectable } from '@nestjs/common';
import type { ClipId, FaceSearchId, OfficerId, Sha256Hex } from '../../../kernel/ids';
import type { JsonObject } from '../../../kernel/json';
import type { Transaction } from '../../../platform/database';
import type { LockedPart } from '../../evidence';
import type { Found, Proposal } from './tracks';

export interface FaceSearchRow {
  readonly id: FaceSearchId;
  readonly state: 'waiting' | 'made' | 'failed';
  readonly proposals: readonly Proposal[];
  readonly more: boolean;
  readonly why: string | null;
  /** It waits, and has done so for too long for an answer still to come. */
  readonly late: boolean;
}

/** What the worker needs. */
export interface FacesToFind {
  readonly id: FaceSearchId;
  readonly master: LockedPart;
  readonly media: JsonObject | null;
  readonly proxyFacts: JsonObject | null;
  readonly quarantined: boolean;
}

@Injectable()
export class FacesRepository {
  /** The newest of the master as it is today. */
  async ofClip(tx: Transaction, id: ClipId): Promise<FaceSearchRow | undefined> {
    const [row] = await tx.query<FaceSearchRow>(
      `SELECT f.id, f.state, f.proposals, f.more, f.why, f.state = 'waiting' AND f.waits_until < now() AS late
         FROM lintel.face_search f
         JOIN lintel.clip c ON c.id = f.clip_id AND c.stored_sha256 = f.master_sha256
        WHERE f.clip_id = $1 ORDER BY f.asked_at DESC, f.id LIMIT 1`,
      [id],
    );
    return row;
  }

  /** `false` when somebody has asked already, and an answer may still come. */
  async ask(
    tx: Transaction,
    row: {
      readonly id: FaceSearchId;
      readonly clipId: ClipId;
      readonly master: Sha256Hex;
      readonly by: OfficerId;
    },
  ): Promise<boolean> {
    const rows = await tx.query(
      `INSERT INTO lintel.face_search (id, clip_id, master_sha256, asked_by) VALUES ($1, $2, $3, $4)
       ON CONFLICT DO NOTHING RETURNING id`,
      [row.id, row.clipId, row.master, row.by],
    );
    return rows.length === 1;
  }

  /** `undefined` when it is answered, or the recording is gone or is another by now. */
  async toFind(tx: Transaction, id: FaceSearchId): Promise<FacesToFind | undefined> {
    const [row] = await tx.query<FacesToFind>(
      `SELECT f.id, jsonb_build_object('clipId', c.id, 'key', c.evidence_key, 'sha256', c.stored_sha256) AS master, c.media,
              (SELECT r.facts FROM lintel.rendition r WHERE r.clip_id = c.id AND r.kind = 'proxy' AND r.state = 'made') AS "proxyFacts",
              EXISTS (SELECT FROM lintel.malware_state m WHERE m.clip_id = c.id AND m.quarantined) AS quarantined
         FROM lintel.face_search f
         JOIN lintel.clip c ON c.id = f.clip_id AND c.state = 'master' AND c.erased_at IS NULL AND c.stored_sha256 = f.master_sha256
        WHERE f.id = $1 AND f.state = 'waiting'`,
      [id],
    );
    return row;
  }

  /** Once: whoever comes second changes nothing. */
  async answer(
    tx: Transaction,
    id: FaceSearchId,
    { proposals, more, why }: Found & { readonly why: string | null },
  ): Promise<void> {
    await tx.query(
      `UPDATE lintel.face_search SET state = $2, proposals = $3, more = $4, why = $5, done_at = now() WHERE id = $1 AND state = 'waiting'`,
      [id, why === null ? 'made' : 'failed', JSON.stringify(proposals), more, why],
    );
  }
}
