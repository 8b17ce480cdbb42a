import { Injectable } from '@nestjs/common';
import type { JsonObject } from '../../kernel/json';
import type {
  ClipId,
  ExhibitId,
  ExhibitRef,
  InvestigationId,
  RenditionId,
  Sha256Hex,
  SubmissionId,
} from '../../kernel/ids';
import type { Transaction } from '../../platform/database';
import type { AdditionKind } from './additions/domain';
import { afterItem, EVENT_ORDER } from '../footage';
import type { Holder } from '../invitations';
import type { RenditionKind } from './domain/content';

/** A sent clip as officers see it. */
export interface SentClip {
  readonly id: ClipId;
  readonly investigationId: InvestigationId;
  /** `null` of what an officer added. */
  readonly submissionId: SubmissionId | null;
  readonly submission: string | null;
  /** As what an officer added it; `null` of what was sent. */
  readonly addedAs: AdditionKind | null;
  /** Whose private link it came by; `null` of what an officer added, and for who may see no links. */
  readonly sentBy: Holder | null;
  /** Of a still: the clip that it was taken from. */
  readonly derivedFrom: ClipId | null;
  readonly fileName: string;
  /** Bytes. */
  readonly size: number;
  readonly sentAt: Date;
  /** The time that an officer chose, else the likely one; `null` where nothing tells of one. */
  readonly eventAt: Date | null;
  readonly eventBy: 'chosen' | 'likely' | null;
  readonly masterAt: Date | null;
  /** From then on there is no file and no copy any more; the row and the history stay. */
  readonly erasedAt: Date | null;
  readonly deviceSha256: Sha256Hex | null;
  readonly storedSha256: Sha256Hex | null;
  /** ZIP's, unsigned. */
  readonly crc32: number | null;
  readonly kind: string | null;
  readonly media: JsonObject | null;
  readonly evidenceKey: string | null;
  readonly outcome: 'accepted' | 'declined' | null;
  readonly exhibit: ExhibitRef | null;
  readonly exhibitId: ExhibitId | null;
  /** Words that were taken as an item: no recording, and with a page of its own. */
  readonly written: boolean;
}

export interface Rendition {
  readonly id: RenditionId;
  readonly kind: RenditionKind;
  readonly state: 'made' | 'failed';
  readonly objectKey: string | null;
  readonly contentType: string | null;
  readonly sha256: Sha256Hex | null;
  readonly size: number | null;
  readonly inputSha256: Sha256Hex;
  readonly recipe: JsonObject;
  readonly facts: JsonObject;
  readonly why: string | null;
  readonly madeAt: Date;
  /** Of an extract or a film: the last number of its reference. */
  readonly extract: number | null;
}

const CLIP = `SELECT c.id, c.investigation_id AS "investigationId", c.submission_id AS "submissionId",
    (SELECT s.reference FROM lintel.submission s WHERE s.id = c.submission_id) AS submission,
    (SELECT v.holder FROM lintel.invitation v WHERE v.id = c.invitation_id) AS "sentBy",
    a.kind AS "addedAs", c.derived_from AS "derivedFrom", c.file_name AS "fileName", c.size::float8 AS size, c.sent_at AS "sentAt", c.event_at AS "eventAt", c.event_by AS "eventBy", c.master_at AS "masterAt", c.erased_at AS "erasedAt",
    c.device_sha256 AS "deviceSha256", c.stored_sha256 AS "storedSha256", c.crc32::float8 AS crc32, c.kind, c.media,
    c.evidence_key AS "evidenceKey", t.outcome, e.reference AS exhibit, e.id AS "exhibitId", c.written
  FROM lintel.clip c
  LEFT JOIN lintel.addition a ON a.clip_id = c.id
  LEFT JOIN lintel.triage t ON t.clip_id = c.id LEFT JOIN lintel.exhibit e ON e.clip_id = c.id`;

const RENDITION = `SELECT id, kind, state, object_key AS "objectKey", content_type AS "contentType", sha256,
    size::float8 AS size, input_sha256 AS "inputSha256", recipe, facts, why, made_at AS "madeAt",
    coalesce((SELECT d.version FROM lintel.redaction d WHERE d.id = rendition.id AND d.exhibit_id IS NOT NULL),
      (SELECT m.number FROM lintel.compilation m WHERE m.id = rendition.id)) AS extract
  FROM lintel.rendition`;

/** Sent clips and their working copies. Row-level security shows no draft here. */
@Injectable()
export class ClipRepository {
  async byId(tx: Transaction, id: ClipId): Promise<SentClip | undefined> {
    const [row] = await tx.query<SentClip>(`${CLIP} WHERE c.id = $1`, [id]);
    return row;
  }

  /** What came in, in the order of events; stills stand with the exhibits. */
  async ofInvestigation(
    tx: Transaction,
    id: InvestigationId,
    untriagedOnly: boolean,
    limit: number,
    after?: ClipId,
  ): Promise<SentClip[]> {
    return tx.query<SentClip>(
      `${CLIP} WHERE c.investigation_id = $1 AND c.derived_from IS NULL AND NOT c.written AND (NOT $2 OR t.clip_id IS NULL)
         ${after === undefined ? '' : `AND ${afterItem('$4')}`} ORDER BY ${EVENT_ORDER} LIMIT $3`,
      [id, untriagedOnly, limit, ...(after === undefined ? [] : [after])],
    );
  }

  async byIds(tx: Transaction, ids: readonly ClipId[]): Promise<SentClip[]> {
    return tx.query<SentClip>(`${CLIP} WHERE c.id = ANY($1::uuid[]) ORDER BY ${EVENT_ORDER}`, [ids]);
  }

  /** In the order of events. */
  async ofSubmission(tx: Transaction, id: SubmissionId, limit: number, after?: ClipId): Promise<SentClip[]> {
    return tx.query<SentClip>(
      `${CLIP} WHERE c.submission_id = $1 AND c.derived_from IS NULL
         ${after === undefined ? '' : `AND ${afterItem('$3')}`} ORDER BY ${EVENT_ORDER} LIMIT $2`,
      [id, limit, ...(after === undefined ? [] : [after])],
    );
  }

  async renditions(tx: Transaction, id: ClipId): Promise<Rendition[]> {
    return tx.query<Rendition>(`${RENDITION} WHERE clip_id = $1 ORDER BY kind, made_at`, [id]);
  }

  /** Of redacted copies, the newest that was made and is no extract, unless one is named. */
  async rendition(
    tx: Transaction,
    id: ClipId,
    kind: RenditionKind,
    which: RenditionId | null = null,
  ): Promise<Rendition | undefined> {
    const [row] = await tx.query<Rendition>(
      `${RENDITION} WHERE clip_id = $1 AND kind = $2 AND (id = $3 OR $3::uuid IS NULL AND kind <> 'compilation' AND NOT EXISTS (
          SELECT FROM lintel.redaction d WHERE d.id = rendition.id AND d.exhibit_id IS NOT NULL))
        ORDER BY state = 'made' DESC, made_at DESC LIMIT 1`,
      [id, kind, which],
    );
    return row;
  }
}
