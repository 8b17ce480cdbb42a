import { Injectable } from '@nestjs/common';
import type { ClipId, ExhibitRef } from '../../kernel/ids';
import type { JsonObject } from '../../kernel/json';
import type { Transaction } from '../../platform/database';
import { afterItem, EVENT_ORDER, makeInSql } from '../footage';

/** A clip that may be of the same camera, and what was drawn on it last. */
export interface AlikeRow {
  readonly id: ClipId;
  readonly fileName: string;
  readonly exhibit: ExhibitRef | null;
  readonly sentAt: Date;
  readonly eventAt: Date | null;
  readonly media: JsonObject | null;
  readonly proxyFacts: JsonObject | null;
  /** 0: nothing was drawn on it. */
  readonly version: number;
  readonly recipe: string | null;
  /** Of the copy of that version. */
  readonly state: 'waiting' | 'made' | 'failed' | null;
  readonly outcome: 'approved' | 'refused' | null;
}

/** A mirror is left out of the facts where there is none; whatever else is not known is like nothing. */
const SHAPE = (clip: string): string =>
  [
    ...['width', 'height', 'rotation', 'sar'].map((fact) => `${clip}.media->'video'->'${fact}'`),
    `coalesce(${clip}.media->'video'->'mirrored', 'false')`,
  ].join(', ');

const ALIKE = `SELECT c.id, c.file_name AS "fileName", e.reference AS exhibit, c.sent_at AS "sentAt", c.event_at AS "eventAt",
    c.media, p.facts AS "proxyFacts", coalesce(d.version, 0) AS version, d.recipe,
    CASE WHEN d.id IS NOT NULL THEN coalesce(r.state, 'waiting') END AS state,
    (SELECT v.outcome FROM lintel.redaction_review v WHERE v.redaction_id = d.id ORDER BY v.place DESC LIMIT 1) AS outcome
  FROM lintel.clip o JOIN lintel.clip c ON c.investigation_id = o.investigation_id AND c.id <> o.id
    AND (${SHAPE('c')}) = (${SHAPE('o')})
    AND coalesce(${makeInSql('c')} = ${makeInSql('o')}, true)
  JOIN lintel.rendition p ON p.clip_id = c.id AND p.kind = 'proxy' AND p.state = 'made'
  LEFT JOIN lintel.exhibit e ON e.clip_id = c.id
  LEFT JOIN LATERAL (SELECT * FROM lintel.redaction n WHERE n.clip_id = c.id AND n.exhibit_id IS NULL ORDER BY n.version DESC LIMIT 1) d ON true
  LEFT JOIN lintel.rendition r ON r.id = d.id
  WHERE o.id = $1 AND c.sent_at IS NOT NULL AND c.master_at IS NOT NULL AND c.erased_at IS NULL AND c.derived_from IS NULL
    AND NOT EXISTS (SELECT FROM lintel.triage t WHERE t.clip_id = c.id AND t.outcome = 'declined')`;

/** Clips with a picture of the same shape, of the same make as far as it is known, in the same investigation. */
@Injectable()
export class CameraRepository {
  /** In the order of events. */
  async page(tx: Transaction, of: ClipId, limit: number, after?: ClipId): Promise<AlikeRow[]> {
    return tx.query<AlikeRow>(
      `${ALIKE} AND ($2::uuid IS NULL OR ${afterItem('$2')}) ORDER BY ${EVENT_ORDER} LIMIT $3`,
      [of, after ?? null, limit],
    );
  }

  /** Of those clips the ones that are alike, in the order of events. */
  async among(tx: Transaction, of: ClipId, clips: readonly ClipId[]): Promise<AlikeRow[]> {
    return tx.query<AlikeRow>(`${ALIKE} AND c.id = ANY($2::uuid[]) ORDER BY ${EVENT_ORDER}`, [of, clips]);
  }
}
