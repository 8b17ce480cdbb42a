import { Injectable } from '@nestjs/common';
import type { BundleId, ClipId, DecisionId, InvestigationId, OfficerId } from '../../kernel/ids';
import type { Transaction } from '../../platform/database';
import type { Decision } from './domain/decision';
import type { NewestDecision } from './items.repository';

/**
 * Whether the words of `w` tell of one of the items $1, as `lintel.tells_withheld` has it: a recording goes as its entry. Of words that do
 * not say of what they tell it may be any.
 */
const TELLS_OF = `(coalesce(jsonb_typeof(w.content -> 'tellsOf'), '') <> 'array' OR EXISTS (
   SELECT FROM jsonb_array_elements_text(CASE WHEN jsonb_typeof(w.content -> 'tellsOf') = 'array' THEN w.content -> 'tellsOf' ELSE '[]' END) t (part)
     CROSS JOIN LATERAL (SELECT t.part::uuid UNION ALL
       SELECT c.incident_id FROM lintel.incident_clip c WHERE c.clip_id = t.part::uuid) m (id)
    WHERE m.id = ANY($1) OR EXISTS (SELECT FROM lintel.written_item e
      WHERE e.investigation_id = $2 AND e.kind = 'incident' AND e.source = m.id AND e.clip_id = ANY($1))))`;

@Injectable()
export class DecisionsRepository {
  async insert(
    tx: Transaction,
    row: Decision & { readonly investigationId: InvestigationId },
    by: OfficerId,
  ): Promise<void> {
    await tx.query(
      `INSERT INTO lintel.decision (id, investigation_id, clip_id, review_id, classification, meets_test,
         original_to_defence, description, reason, rebuttal, despite_version, decided_by)
       VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)`,
      [
        row.id,
        row.investigationId,
        row.clipId,
        row.reviewId,
        row.classification,
        row.meetsTest,
        row.originalToDefence,
        row.description,
        row.reason,
        row.rebuttal ?? '',
        row.despiteVersion ?? false,
        by,
      ],
    );
  }

  /** The newest decision about any item of the investigation. */
  async newest(tx: Transaction, id: InvestigationId): Promise<DecisionId | null> {
    const [row] = await tx.query<{ id: DecisionId }>(
      'SELECT d.id FROM lintel.decision d WHERE d.investigation_id = $1 ORDER BY d.place DESC LIMIT 1',
      [id],
    );
    return row?.id ?? null;
  }

  /** Who decided about these after `known`, newest first; of none known, and of one that is none here, whoever decided at all. */
  async since(
    tx: Transaction,
    id: InvestigationId,
    clips: readonly ClipId[],
    known: DecisionId | null,
  ): Promise<{ readonly clipId: ClipId; readonly by: string }[]> {
    return tx.query(
      `SELECT d.clip_id AS "clipId", o.display_name AS by FROM lintel.decision d JOIN lintel.officer o ON o.id = d.decided_by
        WHERE d.investigation_id = $1 AND d.clip_id = ANY($2)
          AND d.place > coalesce((SELECT l.place FROM lintel.decision l WHERE l.id = $3 AND l.investigation_id = $1), 0)
        ORDER BY d.place DESC`,
      [id, clips, known],
    );
  }

  /** About an item, newest first. */
  async ofClip(tx: Transaction, id: ClipId, limit: number, after?: DecisionId): Promise<NewestDecision[]> {
    return tx.query<NewestDecision>(
      `SELECT d.id, d.classification, d.meets_test AS "meetsTest", d.original_to_defence AS "originalToDefence",
              d.description, d.of_exhibit AS "ofExhibit", d.reason, d.rebuttal, d.despite_version AS "despiteVersion", d.review_id AS "reviewId", d.decided_at AS "decidedAt", o.display_name AS "decidedBy"
         FROM lintel.decision d JOIN lintel.officer o ON o.id = d.decided_by
        WHERE d.clip_id = $1 AND ($3::uuid IS NULL OR d.place < (SELECT l.place FROM lintel.decision l WHERE l.id = $3))
        ORDER BY d.place DESC LIMIT $2`,
      [id, limit, after ?? null],
    );
  }

  /**
   * Sealed bundles for the defence or a court that hold one of the clips, a form on which one is listed, or a paper that tells of one, and
   * are not revoked.
   */
  async outside(tx: Transaction, id: InvestigationId, clips: readonly ClipId[]): Promise<BundleId[]> {
    const rows = await tx.query<{ id: BundleId }>(
      `SELECT b.id FROM lintel.bundle b
        WHERE b.investigation_id = $2 AND b.kind <> 'prosecution'
          AND (EXISTS (SELECT FROM lintel.bundle_item i WHERE i.bundle_id = b.id AND i.clip_id = ANY($1))
            OR EXISTS (SELECT FROM lintel.bundle_schedule f JOIN lintel.schedule_item l ON l.schedule_id = f.schedule_id
                        WHERE f.bundle_id = b.id AND l.clip_id = ANY($1))
            OR EXISTS (SELECT FROM lintel.bundle_item i JOIN lintel.written_item w ON w.clip_id = i.clip_id
                        WHERE i.bundle_id = b.id AND w.kind IN ('chronology', 'application') AND ${TELLS_OF}))
          AND EXISTS (SELECT FROM lintel.bundle_state s WHERE s.bundle_id = b.id AND s.state = 'sealed')
          AND NOT EXISTS (SELECT FROM lintel.bundle_state s WHERE s.bundle_id = b.id AND s.state = 'revoked')
        ORDER BY b.id`,
      [clips, id],
    );
    return rows.map(({ id }) => id);
  }
}
