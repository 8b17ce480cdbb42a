import { Injectable } from '@nestjs/common';
import type {
  ClipId,
  CompilationId,
  ExhibitId,
  ExhibitRef,
  InvestigationId,
  OfficerId,
  RedactionId,
  Sha256Hex,
} from '../../../kernel/ids';
import type { JsonObject } from '../../../kernel/json';
import type { Transaction } from '../../../platform/database';
import type { LockedPart } from '../../evidence';
import { EVENT_ORDER, makeInSql } from '../../footage';
import type { MadeCopy } from '../redaction.repository';

/** A clip that may become a part, as it is now. */
export interface CandidateRow {
  readonly id: ClipId;
  readonly fileName: string;
  readonly exhibitId: ExhibitId | null;
  readonly exhibit: ExhibitRef | null;
  readonly eventAt: Date | null;
  readonly eventBy: 'chosen' | 'likely' | null;
  readonly make: string | null;
  readonly masterSha256: Sha256Hex | null;
  readonly media: JsonObject | null;
  readonly proxyFacts: JsonObject | null;
  /** What was found when its viewing copy could not be made. */
  readonly why: string | null;
  readonly hasFrames: boolean;
  readonly erased: boolean;
  readonly held: boolean;
  readonly copies: readonly CopyRow[];
}

/** An approved copy of it: of a redaction, or of an extract. */
export interface CopyRow {
  readonly id: RedactionId;
  readonly version: number;
  readonly title: string | null;
  readonly recipe: string;
  readonly recipeSha256: Sha256Hex;
  readonly sha256: Sha256Hex;
}

/** A film, and what was said of it. */
export interface CompilationRow {
  readonly id: CompilationId;
  readonly investigationId: InvestigationId;
  /** Of its first part: its film is kept there. */
  readonly clipId: ClipId;
  readonly reference: ExhibitRef;
  readonly title: string;
  readonly reason: string;
  readonly orderReason: string;
  /** Canonical JSON; empty once a part was erased. */
  readonly recipe: string;
  readonly recipeSha256: Sha256Hex;
  readonly masterSha256: Sha256Hex;
  readonly authorId: OfficerId;
  readonly author: string;
  readonly askedAt: Date;
  readonly state: 'waiting' | 'made' | 'failed';
  readonly why: string | null;
  readonly sha256: Sha256Hex | null;
  /** Bytes. */
  readonly size: number | null;
  readonly facts: JsonObject | null;
  readonly outcome: 'approved' | 'refused' | null;
  readonly reviewer: string | null;
  readonly reviewedAt: Date | null;
  readonly reviewReason: string | null;
  /** A part of it is in quarantine, or gone. */
  readonly isClosed: boolean;
}

export interface SavedCompilation {
  readonly id: CompilationId;
  readonly investigationId: InvestigationId;
  readonly clipId: ClipId;
  readonly exhibitId: ExhibitId;
  readonly number: number;
  readonly title: string;
  readonly reason: string;
  readonly orderReason: string;
  readonly recipe: string;
  readonly recipeSha256: Sha256Hex;
  readonly masterSha256: Sha256Hex;
  readonly authorId: OfficerId;
}

/** What the worker needs. */
export interface CompilationToMake {
  readonly id: CompilationId;
  readonly clipId: ClipId;
  readonly investigationId: InvestigationId;
  readonly recipe: string;
  readonly recipeSha256: Sha256Hex;
  readonly masterSha256: Sha256Hex;
  /** In the order of the parts. */
  readonly sources: readonly {
    readonly master: LockedPart;
    readonly media: JsonObject | null;
    readonly frames: LockedPart | null;
    /** The master is the one that the recipe names. */
    readonly isSame: boolean;
  }[];
}

const ROW = `SELECT m.id, m.investigation_id AS "investigationId", m.clip_id AS "clipId", e.reference || '/' || m.number AS reference,
    m.title, m.reason, m.order_reason AS "orderReason", m.recipe, m.recipe_sha256 AS "recipeSha256",
    m.master_sha256 AS "masterSha256", m.author_id AS "authorId", a.display_name AS author, m.asked_at AS "askedAt",
    coalesce(r.state, 'waiting') AS state, r.why, r.sha256, r.size::float8 AS size, r.facts,
    v.outcome, o.display_name AS reviewer, v.at AS "reviewedAt", v.reason AS "reviewReason",
    lintel.is_compilation_closed(m.id) AS "isClosed"
  FROM lintel.compilation m JOIN lintel.exhibit e ON e.id = m.exhibit_id JOIN lintel.officer a ON a.id = m.author_id
  LEFT JOIN lintel.rendition r ON r.id = m.id
  LEFT JOIN LATERAL (SELECT * FROM lintel.compilation_review w WHERE w.compilation_id = m.id ORDER BY w.place DESC LIMIT 1) v ON true
  LEFT JOIN lintel.officer o ON o.id = v.officer_id`;

@Injectable()
export class CompilationRepository {
  /** Those of them that are of this investigation, in the order of events. */
  async candidates(
    tx: Transaction,
    investigation: InvestigationId,
    clips: readonly ClipId[],
  ): Promise<CandidateRow[]> {
    return tx.query<CandidateRow>(
      `SELECT c.id, c.file_name AS "fileName", e.id AS "exhibitId", e.reference AS exhibit, c.event_at AS "eventAt",
              c.event_by AS "eventBy", ${makeInSql('c')} AS make,
              CASE WHEN c.master_at IS NOT NULL THEN c.stored_sha256 END AS "masterSha256", c.media,
              p.facts AS "proxyFacts", p.why,
              EXISTS (SELECT FROM lintel.rendition f WHERE f.clip_id = c.id AND f.kind = 'frames' AND f.state = 'made') AS "hasFrames",
              c.erased_at IS NOT NULL AS erased, lintel.is_held(c.id) AS held,
              coalesce((SELECT jsonb_agg(jsonb_build_object('id', d.id, 'version', d.version, 'title', d.title, 'recipe', d.recipe,
                  'recipeSha256', d.recipe_sha256, 'sha256', r.sha256) ORDER BY d.exhibit_id IS NOT NULL, d.version)
                FROM lintel.redaction d JOIN lintel.rendition r ON r.id = d.id
               WHERE d.clip_id = c.id AND d.recipe <> '' AND lintel.redaction_may_go(d.id, c.id)), '[]') AS copies
         FROM lintel.clip c LEFT JOIN lintel.exhibit e ON e.clip_id = c.id
         LEFT JOIN lintel.rendition p ON p.clip_id = c.id AND p.kind = 'proxy'
        WHERE c.id = ANY($2::uuid[]) AND c.investigation_id = $1 AND c.sent_at IS NOT NULL ORDER BY ${EVENT_ORDER}`,
      [investigation, clips],
    );
  }

  /** Newest first. */
  async ofInvestigation(tx: Transaction, id: InvestigationId, limit: number): Promise<CompilationRow[]> {
    return tx.query<CompilationRow>(
      `${ROW} WHERE m.investigation_id = $1 ORDER BY m.asked_at DESC, m.id LIMIT $2`,
      [id, limit],
    );
  }

  async byId(tx: Transaction, id: CompilationId): Promise<CompilationRow | undefined> {
    const [row] = await tx.query<CompilationRow>(`${ROW} WHERE m.id = $1`, [id]);
    return row;
  }

  async insert(tx: Transaction, row: SavedCompilation): Promise<void> {
    await tx.query(
      `INSERT INTO lintel.compilation (id, investigation_id, clip_id, exhibit_id, number, title, reason, order_reason, recipe,
         recipe_sha256, master_sha256, author_id)
       VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)`,
      [
        ...[row.id, row.investigationId, row.clipId, row.exhibitId, row.number, row.title, row.reason],
        ...[row.orderReason, row.recipe, row.recipeSha256, row.masterSha256, row.authorId],
      ],
    );
  }

  async review(
    tx: Transaction,
    row: {
      readonly id: string;
      readonly compilationId: CompilationId;
      readonly sha256: Sha256Hex;
      readonly outcome: 'approved' | 'refused';
      readonly reason: string;
      readonly officerId: OfficerId;
    },
  ): Promise<void> {
    await tx.query(
      `INSERT INTO lintel.compilation_review (id, compilation_id, sha256, outcome, reason, officer_id)
       VALUES ($1, $2, $3, $4, $5, $6)`,
      [row.id, row.compilationId, row.sha256, row.outcome, row.reason, row.officerId],
    );
  }

  /** For the worker. `undefined` when it was made, or failed, already, and while a part is in quarantine or gone. */
  async toMake(tx: Transaction, id: CompilationId): Promise<CompilationToMake | undefined> {
    const [row] = await tx.query<CompilationToMake>(
      `SELECT m.id, m.clip_id AS "clipId", m.investigation_id AS "investigationId", m.recipe, m.recipe_sha256 AS "recipeSha256",
              m.master_sha256 AS "masterSha256",
              (SELECT jsonb_agg(jsonb_build_object('media', c.media,
                   'master', jsonb_build_object('clipId', c.id, 'key', c.evidence_key, 'sha256', c.stored_sha256),
                   'frames', CASE WHEN f.sha256 IS NOT NULL THEN jsonb_build_object('clipId', c.id, 'key', f.object_key, 'sha256', f.sha256) END,
                   'isSame', c.state = 'master' AND c.stored_sha256 = p.master_sha256) ORDER BY p.place)
                 FROM lintel.compilation_part p JOIN lintel.clip c ON c.id = p.clip_id
                 LEFT JOIN lintel.rendition f ON f.clip_id = c.id AND f.kind = 'frames' AND f.state = 'made'
                WHERE p.compilation_id = m.id) AS sources
         FROM lintel.compilation m
        WHERE m.id = $1 AND m.recipe <> '' AND NOT EXISTS (SELECT FROM lintel.rendition r WHERE r.id = m.id)
          AND NOT EXISTS (SELECT FROM lintel.compilation_part p JOIN lintel.clip c ON c.id = p.clip_id
            WHERE p.compilation_id = m.id AND (c.erased_at IS NOT NULL OR lintel.is_held(c.id)))`,
      [id],
    );
    return row;
  }

  /** `false` when there is one already. */
  async record(
    tx: Transaction,
    { id, clipId, masterSha256 }: CompilationToMake,
    film: MadeCopy | null,
    about: { readonly recipe: JsonObject; readonly facts: JsonObject; readonly why: string | null },
  ): Promise<boolean> {
    const rows = await tx.query(
      `INSERT INTO lintel.rendition
         (id, clip_id, kind, state, object_key, content_type, sha256, size, input_sha256, recipe, facts, why)
       VALUES ($1, $2, 'compilation', $3, $4, $5, $6, $7, $8, $9, $10, $11) ON CONFLICT DO NOTHING RETURNING id`,
      [
        ...[id, clipId, film === null ? 'failed' : 'made', film?.key ?? null],
        ...[film === null ? null : 'video/mp4', film?.sha256 ?? null, film?.size ?? null, masterSha256],
        ...[JSON.stringify(about.recipe), JSON.stringify(about.facts), about.why],
      ],
    );
    return rows.length === 1;
  }
}
