import { Injectable } from '@nestjs/common';
import type { ClipId, InvestigationId, OfficerId, Sha256Hex, WordProposalId } from '../../../kernel/ids';
import type { JsonObject } from '../../../kernel/json';
import type { Transaction } from '../../../platform/database';
import type { LockedPart } from '../../evidence';
import type { TimedLine } from '../domain/lines';

/** What words are proposed for. */
export interface Heard {
  readonly investigationId: InvestigationId;
  readonly masterSha256: Sha256Hex | null;
  readonly locked: boolean;
  readonly media: JsonObject | null;
  readonly quarantined: boolean;
}

export interface ProposalRow {
  readonly id: WordProposalId;
  readonly state: 'waiting' | 'made' | 'failed';
  readonly cues: readonly TimedLine[];
  readonly program: string | null;
  readonly sha256: string | null;
  readonly why: string | null;
  /** It waits, and has done so for too long for an answer still to come. */
  readonly late: boolean;
}

/** What the worker needs. */
export interface WordsToPropose {
  readonly id: WordProposalId;
  readonly master: LockedPart;
  readonly media: JsonObject | null;
  readonly quarantined: boolean;
}

/** The worker's one answer: words with whose they are, or why there are none. */
export type Proposed =
  | { readonly cues: readonly TimedLine[]; readonly program: string; readonly sha256: string }
  | { readonly why: string };

const HELD = `EXISTS (SELECT FROM lintel.malware_state m WHERE m.clip_id = c.id AND m.quarantined) AS quarantined`;

@Injectable()
export class WordsRepository {
  async heard(tx: Transaction, id: ClipId): Promise<Heard | undefined> {
    const [row] = await tx.query<Heard>(
      `SELECT c.investigation_id AS "investigationId", c.stored_sha256 AS "masterSha256",
              c.master_at IS NOT NULL AND c.erased_at IS NULL AS locked, c.media, ${HELD}
         FROM lintel.clip c WHERE c.id = $1 AND NOT c.written`,
      [id],
    );
    return row;
  }

  /** The newest of the master as it is today. */
  async ofClip(tx: Transaction, id: ClipId): Promise<ProposalRow | undefined> {
    const [row] = await tx.query<ProposalRow>(
      `SELECT p.id, p.state, p.cues, p.program, p.program_sha256 AS sha256, p.why,
              p.state = 'waiting' AND p.waits_until < now() AS late
         FROM lintel.word_proposal p JOIN lintel.clip c ON c.id = p.clip_id AND c.stored_sha256 = p.master_sha256
        WHERE p.clip_id = $1 ORDER BY p.asked_at DESC, p.id LIMIT 1`,
      [id],
    );
    return row;
  }

  /** `false` when somebody has asked already, and an answer may still come or is there. */
  async ask(
    tx: Transaction,
    row: {
      readonly id: WordProposalId;
      readonly clipId: ClipId;
      readonly master: Sha256Hex;
      readonly by: OfficerId;
    },
  ): Promise<boolean> {
    const rows = await tx.query(
      `INSERT INTO lintel.word_proposal (id, clip_id, master_sha256, asked_by) VALUES ($1, $2, $3, $4)
       ON CONFLICT DO NOTHING RETURNING id`,
      [row.id, row.clipId, row.master, row.by],
    );
    return rows.length === 1;
  }

  /** `undefined` when it is answered, or the recording is gone or is another by now. */
  async toPropose(tx: Transaction, id: WordProposalId): Promise<WordsToPropose | undefined> {
    const [row] = await tx.query<WordsToPropose>(
      `SELECT p.id, jsonb_build_object('clipId', c.id, 'key', c.evidence_key, 'sha256', c.stored_sha256) AS master, c.media, ${HELD}
         FROM lintel.word_proposal p
         JOIN lintel.clip c ON c.id = p.clip_id AND c.state = 'master' AND c.erased_at IS NULL AND c.stored_sha256 = p.master_sha256
        WHERE p.id = $1 AND p.state = 'waiting'`,
      [id],
    );
    return row;
  }

  /** Once: whoever comes second changes nothing. */
  async answer(tx: Transaction, id: WordProposalId, said: Proposed): Promise<void> {
    const { cues, program, sha256, why } = { cues: [], program: null, sha256: null, why: null, ...said };
    await tx.query(
      `UPDATE lintel.word_proposal SET state = $2, cues = $3, program = $4, program_sha256 = $5, why = $6, done_at = now()
        WHERE id = $1 AND state = 'waiting'`,
      [id, why === null ? 'made' : 'failed', JSON.stringify(cues), program, sha256, why],
    );
  }
}
