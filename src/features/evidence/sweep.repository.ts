import { Injectable } from '@nestjs/common';
import type { ClipId, InvestigationId, SubmissionId } from '../../kernel/ids';
import type { Transaction } from '../../platform/database';

export interface StaleDraft {
  readonly submissionId: SubmissionId;
  readonly investigationId: InvestigationId;
}

export interface StoredClip {
  readonly id: ClipId;
  readonly incomingKey: string;
  readonly evidenceKey: string | null;
}

/** More go at the next sweep: no transaction grows with what was left. */
const TICKETS_AT_ONCE = 20_000;

/** Any number will do, as long as no other lock of a database has it. */
const SWEEP_LOCK = 5_391_604;

const STORED = 'SELECT id, incoming_key AS "incomingKey", evidence_key AS "evidenceKey" FROM lintel.clip';

@Injectable()
export class SweepRepository {
  /** Drafts that nobody has touched for `days`. */
  async staleDrafts(tx: Transaction, days: number): Promise<StaleDraft[]> {
    return tx.query<StaleDraft>(
      `SELECT id AS "submissionId", investigation_id AS "investigationId" FROM lintel.submission
        WHERE state = 'draft' AND changed_at < now() - make_interval(days => $1) LIMIT 100`,
      [days],
    );
  }

  /** Its clips, held until `tx` ends; `undefined` when it was sent or touched meanwhile. */
  async holdStaleDraft(tx: Transaction, id: SubmissionId, days: number): Promise<ClipId[] | undefined> {
    const [row] = await tx.query<{ clips: ClipId[] | null }>(
      'SELECT lintel.hold_stale_draft($1, $2) AS clips',
      [id, days],
    );
    return row?.clips ?? undefined;
  }

  async removeDraftClip(tx: Transaction, id: ClipId): Promise<void> {
    await tx.query('SELECT lintel.remove_draft_clip($1)', [id]);
  }

  async discardDraft(tx: Transaction, id: SubmissionId): Promise<void> {
    await tx.query('SELECT lintel.discard_draft($1)', [id]);
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

  /** Until `tx` ends; `false` where another worker sweeps. */
  async takeTurn(tx: Transaction): Promise<boolean> {
    const [lock] = await tx.query<{ mine: boolean }>('SELECT pg_try_advisory_xact_lock($1) AS mine', [
      SWEEP_LOCK,
    ]);
    return lock?.mine === true;
  }

  /** Those of `keys` that have arrived whole. */
  async arrived(tx: Transaction, keys: readonly string[]): Promise<string[]> {
    const rows = await tx.query<{ key: string }>(
      `SELECT incoming_key AS key FROM lintel.clip WHERE incoming_key = ANY ($1::text[]) AND state <> 'receiving'`,
      [keys],
    );
    return rows.map((row) => row.key);
  }

  /** Clips whose bytes should be in one of the areas, by id, after `after`. */
  async stored(tx: Transaction, after: ClipId | null, limit: number): Promise<StoredClip[]> {
    return tx.query<StoredClip>(
      `${STORED} WHERE state <> 'receiving' AND erased_at IS NULL AND ($1::uuid IS NULL OR id > $1) ORDER BY id LIMIT $2`,
      [after, limit],
    );
  }

  async storedOne(tx: Transaction, id: ClipId): Promise<StoredClip | undefined> {
    const [row] = await tx.query<StoredClip>(`${STORED} WHERE id = $1 AND erased_at IS NULL`, [id]);
    return row;
  }

  async removeRunOut(tx: Transaction): Promise<void> {
    await tx.query(`DELETE FROM lintel.intake_session WHERE expires_at < now() - interval '1 day'`);
    await tx.query('DELETE FROM lintel.issue_session WHERE expires_at < now()');
    await tx.query(`DELETE FROM lintel.entry_attempt WHERE hour < now() - interval '1 day'`);
    await tx.query(`DELETE FROM lintel.code_attempt WHERE last_at < now() - interval '1 day'`);
    await tx.query(`DELETE FROM lintel.code_place WHERE last_at < now() - interval '90 days'`);
    await tx.query('SELECT lintel.sweep_tickets($1)', [TICKETS_AT_ONCE]);
  }
}
