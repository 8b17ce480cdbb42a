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
} from '../../kernel/ids';
import type { JsonObject } from '../../kernel/json';
import type { Transaction } from '../../platform/database';
import type { LockedPart } from '../evidence';

/** What an extract is called, and of what it is a part. */
export interface ExtractOf {
  readonly exhibitId: ExhibitId;
  readonly reference: ExhibitRef;
  readonly title: string;
  readonly reason: string;
  /** Of a redaction of the clip; `null`: of the recording as it came. */
  readonly sourceId: RedactionId | null;
  readonly sourceVersion: number | null;
  /** Always of the recording as it came; of a redaction while that is approved. */
  readonly sourceMayGo: boolean;
}

/** One version or one extract, its copy, and what was said of that. */
export interface RedactionRow {
  readonly id: RedactionId;
  readonly clipId: ClipId;
  readonly version: number;
  /** Canonical JSON; empty once the recording was erased. */
  readonly recipe: string;
  readonly recipeSha256: Sha256Hex;
  readonly masterSha256: Sha256Hex;
  readonly authorId: OfficerId;
  readonly author: string;
  readonly savedAt: Date;
  readonly state: 'waiting' | 'made' | 'failed';
  /** Why no copy was made. */
  readonly why: string | null;
  readonly sha256: Sha256Hex | null;
  /** Bytes. */
  readonly size: number | null;
  /** Proof, frames and arguments. */
  readonly facts: JsonObject | null;
  readonly outcome: 'approved' | 'refused' | null;
  readonly reviewer: string | null;
  readonly reviewedAt: Date | null;
  readonly reviewReason: string | null;
  /** Of the clip's master as it is today. */
  readonly isOfMaster: boolean;
  /** The clip is in quarantine, and its copies with it. */
  readonly isHeld: boolean;
  /** `null` of a version. */
  readonly extract: ExtractOf | null;
}

/** What a recipe must fit. */
export interface Subject {
  readonly investigationId: InvestigationId;
  readonly masterSha256: Sha256Hex | null;
  readonly media: JsonObject | null;
  /** Of the viewing copy: how many frames the decoder gave. */
  readonly proxyFacts: JsonObject | null;
  readonly hasFrames: boolean;
  readonly erased: boolean;
  readonly exhibitId: ExhibitId | null;
  readonly exhibit: ExhibitRef | null;
  /** Malware was found in it, and nobody has decided yet. */
  readonly quarantined: boolean;
}

/** What the worker needs. */
export interface RedactionToMake {
  readonly id: RedactionId;
  readonly clipId: ClipId;
  readonly investigationId: InvestigationId;
  readonly version: number;
  readonly isExtract: boolean;
  readonly recipe: string;
  readonly recipeSha256: Sha256Hex;
  readonly masterSha256: Sha256Hex;
  readonly masterKey: string;
  /** Of the clip as it is now. */
  readonly storedSha256: Sha256Hex;
  readonly media: JsonObject | null;
  /** Of the list of frames. */
  readonly frames: LockedPart | null;
}

export type SavedRow = Pick<
  RedactionRow,
  'id' | 'clipId' | 'version' | 'recipe' | 'recipeSha256' | 'masterSha256' | 'authorId'
>;

export interface MadeCopy {
  readonly key: string;
  readonly sha256: Sha256Hex;
  readonly size: number;
}

const ROW = `SELECT d.id, d.clip_id AS "clipId", d.version, d.recipe, d.recipe_sha256 AS "recipeSha256",
    d.master_sha256 AS "masterSha256", d.author_id AS "authorId", a.display_name AS author, d.saved_at AS "savedAt",
    coalesce(r.state, 'waiting') AS state, r.why, r.sha256, r.size::float8 AS size, r.facts,
    v.outcome, o.display_name AS reviewer, v.at AS "reviewedAt", v.reason AS "reviewReason",
    (c.stored_sha256 = d.master_sha256 AND c.erased_at IS NULL) AS "isOfMaster", lintel.is_held(c.id) AS "isHeld",
    CASE WHEN d.exhibit_id IS NOT NULL THEN jsonb_build_object('exhibitId', d.exhibit_id,
      'reference', e.reference || '/' || d.version, 'title', d.title, 'reason', d.reason, 'sourceId', d.source_id,
      'sourceVersion', (SELECT s.version FROM lintel.redaction s WHERE s.id = d.source_id),
      'sourceMayGo', d.source_id IS NULL OR lintel.redaction_may_go(d.source_id, d.clip_id)) END AS extract
  FROM lintel.redaction d JOIN lintel.clip c ON c.id = d.clip_id
  LEFT JOIN lintel.exhibit e ON e.id = d.exhibit_id
  JOIN lintel.officer a ON a.id = d.author_id
  LEFT JOIN lintel.rendition r ON r.id = d.id
  LEFT JOIN LATERAL (SELECT * FROM lintel.redaction_review w WHERE w.redaction_id = d.id ORDER BY w.place DESC LIMIT 1) v ON true
  LEFT JOIN lintel.officer o ON o.id = v.officer_id`;

@Injectable()
export class RedactionRepository {
  async subject(tx: Transaction, id: ClipId): Promise<Subject | undefined> {
    const [row] = await tx.query<Subject>(
      `SELECT c.investigation_id AS "investigationId",
              CASE WHEN c.master_at IS NOT NULL THEN c.stored_sha256 END AS "masterSha256", c.media,
              (SELECT r.facts FROM lintel.rendition r WHERE r.clip_id = c.id AND r.kind = 'proxy' AND r.state = 'made') AS "proxyFacts",
              EXISTS (SELECT FROM lintel.rendition r WHERE r.clip_id = c.id AND r.kind = 'frames' AND r.state = 'made') AS "hasFrames",
              c.erased_at IS NOT NULL AS erased, e.id AS "exhibitId", e.reference AS exhibit,
              EXISTS (SELECT FROM lintel.malware_state m WHERE m.clip_id = c.id AND m.quarantined) AS quarantined
         FROM lintel.clip c LEFT JOIN lintel.exhibit e ON e.clip_id = c.id WHERE c.id = $1 AND c.sent_at IS NOT NULL`,
      [id],
    );
    return row;
  }

  /** Versions, newest first. */
  async ofClip(tx: Transaction, id: ClipId): Promise<RedactionRow[]> {
    return tx.query<RedactionRow>(
      `${ROW} WHERE d.clip_id = $1 AND d.exhibit_id IS NULL ORDER BY d.version DESC`,
      [id],
    );
  }

  /** By reference. */
  async extractsOf(tx: Transaction, id: ClipId): Promise<RedactionRow[]> {
    return tx.query<RedactionRow>(
      `${ROW} WHERE d.clip_id = $1 AND d.exhibit_id IS NOT NULL ORDER BY d.version`,
      [id],
    );
  }

  /** Those who review one copy, or one film, take turns: until `tx` ends nobody else says anything of it. */
  async lockReview(tx: Transaction, id: RedactionId | CompilationId): Promise<void> {
    await tx.query(`SELECT lintel.in_turn('review', $1)`, [id]);
  }

  async byId(tx: Transaction, id: RedactionId): Promise<RedactionRow | undefined> {
    const [row] = await tx.query<RedactionRow>(`${ROW} WHERE d.id = $1`, [id]);
    return row;
  }

  async newestVersion(tx: Transaction, id: ClipId): Promise<number> {
    const [row] = await tx.query<{ version: number }>(
      'SELECT coalesce(max(version), 0) AS version FROM lintel.redaction WHERE clip_id = $1 AND exhibit_id IS NULL',
      [id],
    );
    return row?.version ?? 0;
  }

  /** `false` when somebody else saved that version first. */
  async insert(tx: Transaction, row: SavedRow): Promise<boolean> {
    const rows = await tx.query(
      `INSERT INTO lintel.redaction (id, clip_id, version, recipe, recipe_sha256, master_sha256, author_id)
       VALUES ($1, $2, $3, $4, $5, $6, $7) ON CONFLICT (clip_id, version) WHERE exhibit_id IS NULL DO NOTHING RETURNING id`,
      [row.id, row.clipId, row.version, row.recipe, row.recipeSha256, row.masterSha256, row.authorId],
    );
    return rows.length === 1;
  }

  /** The next number under an exhibit, which single frames have from the same counter; its lock makes officers take turns. */
  async nextNumber(tx: Transaction, exhibit: ExhibitId): Promise<number> {
    const [row] = await tx.query<{ number: number }>('SELECT lintel.next_still_number($1) AS number', [
      exhibit,
    ]);
    return (row as { number: number }).number;
  }

  /**
   * What the same officer asked for in the same words, and which may still serve: the recipe names its officer and the recording. Whoever asks at
   * the same moment has waited for the number.
   */
  async sameExtract(
    tx: Transaction,
    { clipId, recipeSha256 }: Pick<SavedRow, 'clipId' | 'recipeSha256'>,
    { exhibitId, title, reason, sourceId }: Omit<ExtractOf, 'reference' | 'sourceVersion' | 'sourceMayGo'>,
  ): Promise<RedactionRow | undefined> {
    const rows = await tx.query<RedactionRow>(
      `${ROW} WHERE d.clip_id = $1 AND d.exhibit_id = $2 AND d.recipe_sha256 = $3 AND d.title = $4 AND d.reason = $5
         AND d.source_id IS NOT DISTINCT FROM $6::uuid ORDER BY d.version`,
      [clipId, exhibitId, recipeSha256, title, reason, sourceId],
    );
    return rows.find(({ state, outcome }) => state !== 'failed' && outcome !== 'refused');
  }

  async insertExtract(
    tx: Transaction,
    row: SavedRow,
    { exhibitId, title, reason, sourceId }: Omit<ExtractOf, 'reference' | 'sourceVersion' | 'sourceMayGo'>,
  ): Promise<void> {
    await tx.query(
      `INSERT INTO lintel.redaction (id, clip_id, version, recipe, recipe_sha256, master_sha256, author_id,
         exhibit_id, title, reason, source_id)
       VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)`,
      [
        ...[row.id, row.clipId, row.version, row.recipe, row.recipeSha256, row.masterSha256, row.authorId],
        ...[exhibitId, title, reason, sourceId],
      ],
    );
  }

  /** Whether this officer has opened the copy that there is. */
  async hasLooked(tx: Transaction, by: OfficerId, id: RedactionId | CompilationId): Promise<boolean> {
    const rows = await tx.query(
      `SELECT 1 FROM lintel.access_ticket WHERE rendition_id = $1 AND officer_id = $2 AND purpose = 'view' LIMIT 1`,
      [id, by],
    );
    return rows.length === 1;
  }

  async review(
    tx: Transaction,
    row: {
      readonly id: string;
      readonly redactionId: RedactionId;
      readonly sha256: Sha256Hex;
      readonly outcome: 'approved' | 'refused';
      readonly reason: string;
      readonly officerId: OfficerId;
    },
  ): Promise<void> {
    await tx.query(
      `INSERT INTO lintel.redaction_review (id, redaction_id, sha256, outcome, reason, officer_id)
       VALUES ($1, $2, $3, $4, $5, $6)`,
      [row.id, row.redactionId, row.sha256, row.outcome, row.reason, row.officerId],
    );
  }

  /**
   * For the worker. `undefined` when it has been made, or has failed, already, or there is no recording any more; also while that is
   * in quarantine, whose end asks for it again.
   */
  async toMake(tx: Transaction, id: RedactionId): Promise<RedactionToMake | undefined> {
    const [row] = await tx.query<RedactionToMake>(
      `SELECT d.id, d.clip_id AS "clipId", c.investigation_id AS "investigationId", d.version,
              d.exhibit_id IS NOT NULL AS "isExtract", d.recipe,
              d.recipe_sha256 AS "recipeSha256", d.master_sha256 AS "masterSha256", c.evidence_key AS "masterKey",
              c.stored_sha256 AS "storedSha256", c.media,
              CASE WHEN f.sha256 IS NOT NULL THEN jsonb_build_object('clipId', c.id, 'key', f.object_key, 'sha256', f.sha256) END AS frames
         FROM lintel.redaction d JOIN lintel.clip c ON c.id = d.clip_id AND c.state = 'master' AND c.erased_at IS NULL
         LEFT JOIN lintel.rendition f ON f.clip_id = c.id AND f.kind = 'frames' AND f.state = 'made'
        WHERE d.id = $1 AND NOT EXISTS (SELECT FROM lintel.rendition r WHERE r.id = d.id)
          AND NOT EXISTS (SELECT FROM lintel.malware_state m WHERE m.clip_id = c.id AND m.quarantined)`,
      [id],
    );
    return row;
  }

  /** `false` when there is one already. */
  async record(
    tx: Transaction,
    { id, clipId, masterSha256 }: RedactionToMake,
    copy: MadeCopy | null,
    about: { readonly recipe: JsonObject; readonly facts: JsonObject; readonly why: string | null },
  ): Promise<boolean> {
    const rows = await tx.query(
      `INSERT INTO lintel.rendition
         (id, clip_id, kind, state, object_key, content_type, sha256, size, input_sha256, recipe, facts, why)
       VALUES ($1, $2, 'redacted-copy', $3, $4, $5, $6, $7, $8, $9, $10, $11) ON CONFLICT DO NOTHING RETURNING id`,
      [
        id,
        clipId,
        copy === null ? 'failed' : 'made',
        copy?.key ?? null,
        copy === null ? null : 'video/mp4',
        copy?.sha256 ?? null,
        copy?.size ?? null,
        masterSha256,
        JSON.stringify(about.recipe),
        JSON.stringify(about.facts),
        about.why,
      ],
    );
    return rows.length === 1;
  }
}
