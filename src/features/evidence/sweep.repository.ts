import { Injectable } from '@nestjs/common';
import type { ClipId, InvestigationId, SubmissionId } from '../../kernel/ids';
import type { Transaction } from '../../platform/database';

export interface StaleDraft {
  readonly submissionId: SubmissionId;
  readonly investigationId: InvestigationId;
  readonly clips: readonly ClipId[];
}

export interface StoredClip {
  readonly id: ClipId;
  readonly incomingKey: string;
  readonly evidenceKey: string | null;
}

const STORED = 'SELECT id, incoming_key AS "incomingKey", evidence_key AS "evidenceKey" FROM lintel.clip';

@Injectable()
export class SweepRepository {
  /** Drafts that nobody has touched for `days`. */
  async staleDrafts(tx: Transaction, days: number): Promise<StaleDraft[]> {
    return tx.query<StaleDraft>(
      `SELECT s.id AS "submissionId", s.investigation_id AS "investigationId",
              array_remove(array_agg(c.id), NULL) AS clips
         FROM lintel.submission s LEFT JOIN lintel.clip c ON c.submission_id = s.id
        WHERE s.state = 'draft' AND s.changed_at < now() - make_interval(days => $1) GROUP BY s.id LIMIT 100`,
      [days],
    );
  }

  async removeDraftClip(tx: Transaction, id: ClipId): Promise<void> {
    await tx.query('SELECT lintel.remove_draft_clip($1)', [id]);
  }

  async discardDraft(tx: Transaction, id: SubmissionId): Promise<boolean> {
    const [row] = await tx.query<{ done: boolean }>('SELECT lintel.discard_draft($1) AS done', [id]);
    return row?.done === true;
  }

  /** Those of `keys` that no clip needs in `incoming`: there is no row, or the row's bytes are in evidence. */
  async orphans(tx: Transaction, keys: readonly string[]): Promise<string[]> {
    const rows = await tx.query<{ key: string }>(
      `SELECT key FROM unnest($1::text[]) AS key
        WHERE NOT EXISTS (SELECT FROM lintel.clip c WHERE c.incoming_key = key AND c.state <> 'master')`,
      [keys],
    );
    return rows.map((row) => row.key);
  }

  /** Clips whose bytes should be in one of the areas, by id, after `after`. */
  async stored(tx: Transaction, after: ClipId | null, limit: number): Promise<StoredClip[]> {
    return tx.query<StoredClip>(
      `${STORED} WHERE state <> 'receiving' AND ($1::uuid IS NULL OR id > $1) ORDER BY id LIMIT $2`,
      [after, limit],
    );
  }

  async storedOne(tx: Transaction, id: ClipId): Promise<StoredClip | undefined> {
    const [row] = await tx.query<StoredClip>(`${STORED} WHERE id = $1`, [id]);
    return row;
  }

  async removeRunOut(tx: Transaction): Promise<void> {
    await tx.query('DELETE FROM lintel.intake_session WHERE expires_at < now()');
    await tx.query(`DELETE FROM lintel.entry_attempt WHERE hour < now() - interval '1 day'`);
  }
}
