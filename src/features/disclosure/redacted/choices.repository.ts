import { Injectable } from '@nestjs/common';
import type { ClipId, ExhibitRef, InvestigationId, OfficerId, RedactionId } from '../../../kernel/ids';
import type { Transaction } from '../../../platform/database';

/** How an item goes to the defence and the court. */
export interface RedactionChoice {
  readonly id: string;
  readonly clipId: ClipId;
  /** `null`: whole. */
  readonly redactionId: RedactionId | null;
  readonly version: number | null;
  /** Its reference, where it goes as an extract. */
  readonly extract: ExhibitRef | null;
  /** Approved, and of today's master; of what goes whole always. */
  readonly mayGo: boolean;
  readonly reason: string;
  readonly chosenBy: string;
  readonly at: Date;
}

@Injectable()
export class RedactionChoicesRepository {
  /** The newest choice about each; nothing for an item about which nobody chose. */
  async newest(tx: Transaction, clips: readonly ClipId[]): Promise<ReadonlyMap<ClipId, RedactionChoice>> {
    const rows = await tx.query<RedactionChoice>(
      `SELECT DISTINCT ON (c.clip_id) c.id, c.clip_id AS "clipId", c.redaction_id AS "redactionId", d.version,
              e.reference || '/' || d.version AS extract,
              (c.redaction_id IS NULL OR lintel.redaction_may_go(c.redaction_id, c.clip_id)) AS "mayGo", c.reason,
              o.display_name AS "chosenBy", c.at
         FROM lintel.redaction_choice c LEFT JOIN lintel.redaction d ON d.id = c.redaction_id
         LEFT JOIN lintel.exhibit e ON e.id = d.exhibit_id
         JOIN lintel.officer o ON o.id = c.chosen_by
        WHERE c.clip_id = ANY ($1) ORDER BY c.clip_id, c.place DESC`,
      [clips],
    );
    return new Map(rows.map((row) => [row.clipId, row]));
  }

  /** Whether a version may go, and of which clip it is. */
  async mayGo(tx: Transaction, id: RedactionId, clip: ClipId): Promise<boolean> {
    const [row] = await tx.query<{ may: boolean }>('SELECT lintel.redaction_may_go($1, $2) AS may', [
      id,
      clip,
    ]);
    return row?.may === true;
  }

  async insert(
    tx: Transaction,
    row: {
      readonly id: string;
      readonly investigationId: InvestigationId;
      readonly clipId: ClipId;
      readonly redactionId: RedactionId | null;
      readonly reason: string;
      readonly chosenBy: OfficerId;
    },
  ): Promise<void> {
    await tx.query(
      `INSERT INTO lintel.redaction_choice (id, investigation_id, clip_id, redaction_id, reason, chosen_by)
       VALUES ($1, $2, $3, $4, $5, $6)`,
      [row.id, row.investigationId, row.clipId, row.redactionId, row.reason, row.chosenBy],
    );
  }
}
