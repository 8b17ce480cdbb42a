import { Injectable } from '@nestjs/common';
import type { ClipId, ExhibitRef, InvestigationId } from '../../kernel/ids';
import type { Transaction } from '../../platform/database';
import type { Answers, ClockAnswer } from './domain/answers';
import type { KeptTime, TimeCandidate } from './domain/candidate';
import type { ClockCheck } from './domain/clock-check';
import type { SaidMake } from './domain/said-make';
import type { Source } from './domain/source';
import { EVENT_ORDER } from './event-order';

/** A clip with what is known of where it comes from. Which clips there are, row-level security decides. */
export interface FootageClip {
  readonly id: ClipId;
  readonly investigationId: InvestigationId;
  readonly fileName: string;
  readonly uploadedAt: Date;
  /** When it was last changed, as the victim's device says. */
  readonly fileDate: Date | null;
  /** Null until the clip has been looked into. */
  readonly source: Source | null;
  readonly replaces: ClipId | null;
  /** What the victim says of the doorbell's make; null when it was not asked or is not answered. */
  readonly saidMake: SaidMake | null;
  readonly times: readonly KeptTime[];
}

/** A clip that was sent, and that shows the same as another: the sender says so, or it is the same file. */
export interface Version {
  readonly id: ClipId;
  readonly fileName: string;
  readonly exhibit: ExhibitRef | null;
  /** It is the better one, or the worse one, or the same file, byte for byte, that was sent twice. */
  readonly relation: 'better' | 'worse' | 'same';
}

/** For the worker, which need not read what it writes, nor what the victim says. */
type BareClip = Omit<FootageClip, 'times' | 'saidMake'>;

interface AnswerRow {
  readonly clockRight: ClockAnswer | null;
  readonly shown: string | null;
  readonly offsetSeconds: number | null;
  readonly plusMinusSeconds: number | null;
  readonly answeredAt: Date;
}

const CLIP = `SELECT c.id, c.investigation_id AS "investigationId", c.file_name AS "fileName",
    coalesce(c.received_at, c.created_at) AS "uploadedAt", c.file_date AS "fileDate", c.source, c.replaces`;
const TIMES = `(SELECT coalesce(jsonb_agg(t.candidate || jsonb_build_object('id', t.id) ORDER BY t.id), '[]') FROM lintel.time_candidate t WHERE t.clip_id = c.id) AS times`;
const SAID = `(SELECT m.make FROM lintel.make_answer m WHERE m.clip_id = c.id ORDER BY m.id DESC LIMIT 1) AS "saidMake"`;
const ANSWER = `a.clock_right AS "clockRight", a.shown, a.offset_seconds AS "offsetSeconds",
    a.plus_minus_seconds AS "plusMinusSeconds", a.answered_at AS "answeredAt"`;

function checkOf(row: AnswerRow): ClockCheck | undefined {
  const { shown, offsetSeconds, plusMinusSeconds, answeredAt } = row;
  if (shown === null || offsetSeconds === null || plusMinusSeconds === null) return undefined;
  return { shown, offsetSeconds, plusMinusSeconds, at: answeredAt };
}

@Injectable()
export class FootageRepository {
  async clip(tx: Transaction, id: ClipId): Promise<FootageClip | undefined> {
    const [row] = await tx.query<FootageClip>(
      `${CLIP}, ${SAID}, ${TIMES} FROM lintel.clip c WHERE c.id = $1`,
      [id],
    );
    return row;
  }

  /** Those of them that there are, in the order of events. */
  async clips(tx: Transaction, clips: readonly ClipId[]): Promise<FootageClip[]> {
    return tx.query<FootageClip>(
      `${CLIP}, ${SAID}, ${TIMES} FROM lintel.clip c WHERE c.id = ANY ($1::uuid[]) ORDER BY ${EVENT_ORDER}`,
      [clips],
    );
  }

  /** Other versions of it, among what was sent alone: each by an index, however many clips the investigation has. */
  async versions(tx: Transaction, id: ClipId): Promise<Version[]> {
    return tx.query<Version>(
      `SELECT DISTINCT ON (o.id) o.id, o.file_name AS "fileName", e.reference AS exhibit, v.relation
         FROM lintel.clip c CROSS JOIN LATERAL (
           SELECT c.replaces AS id, 'worse' AS relation
           UNION ALL SELECT b.id, 'better' FROM lintel.clip b WHERE b.replaces = c.id
           UNION ALL SELECT s.id, 'same' FROM lintel.clip s
             WHERE s.stored_sha256 = c.stored_sha256 AND s.investigation_id = c.investigation_id AND s.sent_at IS NOT NULL AND s.id <> c.id) v
         JOIN lintel.clip o ON o.id = v.id AND o.investigation_id = c.investigation_id
         LEFT JOIN lintel.exhibit e ON e.clip_id = o.id
        WHERE c.id = $1 AND o.sent_at IS NOT NULL ORDER BY o.id, v.relation = 'same' LIMIT 20`,
      [id],
    );
  }

  /** Seconds that the clip is long; 0 where nobody knows. */
  async duration(tx: Transaction, id: ClipId): Promise<number> {
    const [row] = await tx.query<{ readonly duration: number }>(
      `SELECT coalesce((media ->> 'duration')::float8, 0) AS duration FROM lintel.clip WHERE id = $1`,
      [id],
    );
    return row?.duration ?? 0;
  }

  async bare(tx: Transaction, id: ClipId): Promise<BareClip | undefined> {
    const [row] = await tx.query<BareClip>(`${CLIP} FROM lintel.clip c WHERE c.id = $1`, [id]);
    return row;
  }

  /** Every clip of the victim's drafts, oldest first. Only intake may ask: it sees no others. */
  async drafts(tx: Transaction): Promise<FootageClip[]> {
    return tx.query<FootageClip>(`${CLIP}, ${SAID}, ${TIMES} FROM lintel.clip c ORDER BY c.created_at, c.id`);
  }

  /**
   * The same, each locked: a clip that is being looked into just now is either done before this, or learns afterwards of
   * what is written here.
   */
  async lockDrafts(tx: Transaction): Promise<FootageClip[]> {
    await tx.query('SELECT id FROM lintel.clip ORDER BY id FOR NO KEY UPDATE');
    return this.drafts(tx);
  }

  async setSource(tx: Transaction, id: ClipId, source: Source): Promise<void> {
    await tx.query('UPDATE lintel.clip SET source = $2 WHERE id = $1', [id, JSON.stringify(source)]);
  }

  async setDeletion(
    tx: Transaction,
    id: ClipId,
    { from, until }: { readonly from: string; readonly until: string },
  ): Promise<void> {
    await tx.query('UPDATE lintel.clip SET deletion_from = $2, deletion_until = $3 WHERE id = $1', [
      id,
      from,
      until,
    ]);
  }

  async addTimes(tx: Transaction, id: ClipId, times: readonly TimeCandidate[]): Promise<void> {
    await tx.query(
      `INSERT INTO lintel.time_candidate (clip_id, source, of_event, candidate)
       SELECT $1, t->>'source', (t->>'ofEvent')::boolean, t FROM jsonb_array_elements($2::jsonb) t`,
      [id, JSON.stringify(times)],
    );
  }

  async addAnswer(
    tx: Transaction,
    id: ClipId,
    right: ClockAnswer | undefined,
    check: ClockCheck | undefined,
  ): Promise<void> {
    await tx.query(
      `INSERT INTO lintel.clock_answer (clip_id, clock_right, shown, offset_seconds, plus_minus_seconds, answered_at)
       VALUES ($1, $2, $3, $4, $5, coalesce($6, now()))`,
      [
        id,
        right ?? null,
        check?.shown ?? null,
        check?.offsetSeconds ?? null,
        check?.plusMinusSeconds ?? null,
        check?.at ?? null,
      ],
    );
  }

  async addMake(tx: Transaction, id: ClipId, make: SaidMake): Promise<void> {
    await tx.query('INSERT INTO lintel.make_answer (clip_id, make) VALUES ($1, $2)', [id, make]);
  }

  /** What the victim said last of each. */
  async answers(tx: Transaction, id: ClipId): Promise<Pick<Answers, 'clockRight' | 'clockCheck'>> {
    const rows = await tx.query<AnswerRow>(
      `SELECT ${ANSWER} FROM lintel.clock_answer a WHERE a.clip_id = $1 ORDER BY a.id DESC`,
      [id],
    );
    const clockRight = rows.find((row) => row.clockRight !== null)?.clockRight;
    const clockCheck = rows.map(checkOf).find((check) => check !== undefined);
    return { ...(clockRight && { clockRight }), ...(clockCheck && { clockCheck }) };
  }

  /** The last comparison of a clock that was made for another clip of the same submission, and that clip's source. */
  async siblingCheck(
    tx: Transaction,
    id: ClipId,
  ): Promise<{ readonly check: ClockCheck; readonly source: Source | null } | undefined> {
    const [row] = await tx.query<AnswerRow & { source: Source | null }>(
      `SELECT ${ANSWER}, s.source FROM lintel.clip c
         JOIN lintel.clip s ON s.submission_id = c.submission_id AND s.id <> c.id
         JOIN lintel.clock_answer a ON a.clip_id = s.id AND a.shown IS NOT NULL
        WHERE c.id = $1 ORDER BY a.id DESC LIMIT 1`,
      [id],
    );
    const check = row && checkOf(row);
    return check && { check, source: row.source };
  }

  /** Clips that the victim sent before, by the receipts: intake can read no more of them. */
  async sentBefore(tx: Transaction): Promise<{ readonly id: ClipId; readonly fileName: string }[]> {
    return tx.query(
      `SELECT c->>'id' AS id, c->>'fileName' AS "fileName"
         FROM lintel.receipt r CROSS JOIN jsonb_array_elements(r.clips) c ORDER BY r.sent_at DESC LIMIT 200`,
    );
  }

  /** `false` when the one is no draft of the victim's, or the other no clip of the victim's. */
  async link(tx: Transaction, better: ClipId, copy: ClipId | null): Promise<boolean> {
    const [row] = await tx.query<{ done: boolean }>('SELECT lintel.link_original($1, $2) AS done', [
      better,
      copy,
    ]);
    return row?.done === true;
  }
}
