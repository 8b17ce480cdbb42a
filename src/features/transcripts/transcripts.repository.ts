import { Injectable } from '@nestjs/common';
import type {
  ClipId,
  ExhibitRef,
  InvestigationId,
  OfficerId,
  Sha256Hex,
  TranscriptId,
} from '../../kernel/ids';
import type { JsonObject } from '../../kernel/json';
import type { Transaction } from '../../platform/database';
import type { Line } from './domain/lines';
import type { ProposedBy } from './domain/proposed';

/** Superseded: a newer version is finished, or goes on from this draft. */
export type TranscriptState = 'draft' | 'finished' | 'checked' | 'superseded';

export interface Typist {
  readonly id: OfficerId;
  readonly name: string;
}

/** One version. */
export interface TranscriptRow {
  readonly id: TranscriptId;
  readonly clipId: ClipId;
  /** Counted from 1 for each clip. */
  readonly number: number;
  readonly state: TranscriptState;
  readonly authorId: OfficerId;
  readonly author: string;
  /** The version whose lines it began with, and who had typed those, in their order. */
  readonly goesOnFrom: number | null;
  readonly earlier: readonly Typist[];
  /** Programs whose words were taken into it, or into what it goes on from. */
  readonly proposedBy: readonly ProposedBy[];
  /** Why it was made; empty of the first one. */
  readonly reason: string;
  readonly lines: readonly Line[];
  /** How often it was saved. */
  readonly revision: number;
  readonly begunAt: Date;
  readonly savedAt: Date;
  readonly finishedAt: Date | null;
  /** Of `captions`. */
  readonly sha256: Sha256Hex | null;
  /** The finished lines as WebVTT. */
  readonly captions: string | null;
  readonly checker: string | null;
  readonly checkedAt: Date | null;
}

/** What is said of a version, without its words. */
export type TranscriptHead = Omit<TranscriptRow, 'lines' | 'captions'>;

/** What a transcript is of. */
export interface Subject {
  readonly investigationId: InvestigationId;
  readonly masterSha256: Sha256Hex | null;
  readonly locked: boolean;
  readonly media: JsonObject | null;
  readonly exhibit: ExhibitRef | null;
}

const NEWER = `EXISTS (SELECT FROM lintel.transcript n WHERE n.clip_id = t.clip_id AND n.number > t.number
  AND (n.finished_at IS NOT NULL OR t.finished_at IS NULL))`;

const HEAD = `SELECT t.id, t.clip_id AS "clipId", t.number, t.author_id AS "authorId", a.display_name AS author, t.reason,
    t.goes_on_from AS "goesOnFrom", coalesce((SELECT json_agg(json_build_object('id', o.id, 'name', o.display_name) ORDER BY e.place)
      FROM unnest(t.earlier) WITH ORDINALITY e (id, place) JOIN lintel.officer o ON o.id = e.id), '[]') AS earlier,
    t.proposed_by AS "proposedBy", t.revision, t.begun_at AS "begunAt", t.saved_at AS "savedAt", t.finished_at AS "finishedAt", t.sha256,
    b.display_name AS checker, k.at AS "checkedAt",
    CASE WHEN ${NEWER} THEN 'superseded' WHEN k.at IS NOT NULL THEN 'checked' WHEN t.finished_at IS NOT NULL THEN 'finished'
      ELSE 'draft' END AS state`;
const FROM = `FROM lintel.transcript t JOIN lintel.officer a ON a.id = t.author_id
  LEFT JOIN lintel.transcript_check k ON k.transcript_id = t.id LEFT JOIN lintel.officer b ON b.id = k.officer_id`;
const TRANSCRIPT = `${HEAD}, t.lines, t.captions ${FROM}`;

@Injectable()
export class TranscriptsRepository {
  async subject(tx: Transaction, id: ClipId): Promise<Subject | undefined> {
    const [row] = await tx.query<Subject>(
      `SELECT c.investigation_id AS "investigationId", c.stored_sha256 AS "masterSha256",
              c.master_at IS NOT NULL AND c.erased_at IS NULL AS locked, c.media, e.reference AS exhibit
         FROM lintel.clip c LEFT JOIN lintel.exhibit e ON e.clip_id = c.id WHERE c.id = $1 AND NOT c.written`,
      [id],
    );
    return row;
  }

  /** Newest first. */
  async ofClip(tx: Transaction, id: ClipId): Promise<TranscriptRow[]> {
    return tx.query<TranscriptRow>(`${TRANSCRIPT} WHERE t.clip_id = $1 ORDER BY t.number DESC`, [id]);
  }

  /** Newest first, and without their words. */
  async headsOf(tx: Transaction, id: ClipId): Promise<TranscriptHead[]> {
    return tx.query<TranscriptHead>(`${HEAD} ${FROM} WHERE t.clip_id = $1 ORDER BY t.number DESC`, [id]);
  }

  async byId(tx: Transaction, id: TranscriptId): Promise<TranscriptRow | undefined> {
    const [row] = await tx.query<TranscriptRow>(`${TRANSCRIPT} WHERE t.id = $1`, [id]);
    return row;
  }

  /** Who begins a version of this clip waits for who is beginning one, and sees theirs. */
  async turn(tx: Transaction, id: ClipId): Promise<void> {
    await tx.query(`SELECT lintel.in_turn('transcript', $1)`, [id]);
  }

  /** With the lines of the version before it, which PostgreSQL takes over itself. */
  async insert(
    tx: Transaction,
    row: Pick<TranscriptRow, 'id' | 'clipId' | 'authorId' | 'reason'>,
  ): Promise<void> {
    await tx.query(`INSERT INTO lintel.transcript (id, clip_id, author_id, reason) VALUES ($1, $2, $3, $4)`, [
      row.id,
      row.clipId,
      row.authorId,
      row.reason,
    ]);
  }

  /** The number of the new revision; `undefined` where it is another than was begun with, or may not be written. */
  async save(
    tx: Transaction,
    id: TranscriptId,
    revision: number,
    lines: readonly Line[],
  ): Promise<Pick<TranscriptRow, 'revision' | 'savedAt'> | undefined> {
    const [row] = await tx.query<Pick<TranscriptRow, 'revision' | 'savedAt'>>(
      `UPDATE lintel.transcript SET lines = $3 WHERE id = $1 AND revision = $2 RETURNING revision, saved_at AS "savedAt"`,
      [id, revision, JSON.stringify(lines)],
    );
    return row;
  }

  /** `false` as `save` gives nothing. */
  async finish(
    tx: Transaction,
    { id, revision }: Pick<TranscriptRow, 'id' | 'revision'>,
    done: { readonly lines: readonly Line[]; readonly captions: string; readonly sha256: Sha256Hex },
  ): Promise<boolean> {
    const rows = await tx.query(
      `UPDATE lintel.transcript SET lines = $3, captions = $4, sha256 = $5 WHERE id = $1 AND revision = $2 RETURNING id`,
      [id, revision, JSON.stringify(done.lines), done.captions, done.sha256],
    );
    return rows.length === 1;
  }

  /** Whether an officer has opened the recording since: as it is, or its viewing copy. */
  async hasListened(tx: Transaction, by: OfficerId, id: ClipId, since: Date): Promise<boolean> {
    const rows = await tx.query(
      `SELECT 1 FROM lintel.access_ticket WHERE clip_id = $1 AND officer_id = $2 AND purpose = 'view'
          AND content IN ('original', 'proxy') AND created_at >= $3 LIMIT 1`,
      [id, by, since],
    );
    return rows.length === 1;
  }

  /** Whether an officer has had the recording open since: a viewing that was opened before and was still open counts. */
  async hadOpen(tx: Transaction, by: OfficerId, id: ClipId, since: Date): Promise<boolean> {
    const rows = await tx.query(
      `SELECT 1 FROM lintel.access_ticket WHERE clip_id = $1 AND officer_id = $2 AND purpose = 'view'
          AND content IN ('original', 'proxy') AND expires_at >= $3 LIMIT 1`,
      [id, by, since],
    );
    return rows.length === 1;
  }

  /** `false` where somebody has checked it before. */
  async check(tx: Transaction, id: TranscriptId, sha256: Sha256Hex, by: OfficerId): Promise<boolean> {
    const rows = await tx.query(
      `INSERT INTO lintel.transcript_check (transcript_id, sha256, officer_id) VALUES ($1, $2, $3)
       ON CONFLICT (transcript_id) DO NOTHING RETURNING transcript_id`,
      [id, sha256, by],
    );
    return rows.length === 1;
  }
}
