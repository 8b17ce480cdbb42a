import { Injectable } from '@nestjs/common';
import type { EventType } from '../../../custody';
import type {
  ApplicationId,
  BundleId,
  ClipId,
  DecisionId,
  RedactionId,
  ReviewId,
  ScheduleId,
  Sha256Hex,
} from '../../../kernel/ids';
import type { JsonObject } from '../../../kernel/json';
import type { Transaction } from '../../../platform/database';
import type { RenditionKind } from '../../evidence';
import type { ArchiveEntry } from '../archive';
import type { BundleItemRow, Seal } from '../bundles.repository';
import type { Classification } from '../domain/decision';
import type { FilmFacts } from '../domain/films';
import type { TranscriptFacts } from '../domain/transcripts';
import type { Withheld } from '../domain/withheld';

/** What changes an act, its parts, their words and times, or an order that was in force. */
const TOLD_OF: readonly EventType[] = [
  ...([
    'occasion-changed',
    'occasion-decided',
    'order-recorded',
    'order-withdrawn',
    'submission-sent',
  ] as const),
  ...([
    'time-chosen',
    'exhibit-registered',
    'exhibit-corrected',
    'clip-declined',
    'decline-undone',
    'erased',
  ] as const),
];

/** An item of a bundle with its master and the newest decision about it, as the worker reads them. */
export interface SealRow extends BundleItemRow {
  readonly newestDecision: DecisionId;
  readonly reviewId: ReviewId | null;
  readonly newestReview: ReviewId | null;
  /** The words that it is about were written otherwise or added to since. */
  readonly doubted: boolean;
  readonly isWritten: boolean;
  /** Null of all but an application for an order: its version. */
  readonly application: ApplicationId | null;
  /** False of what its application does not name any more. */
  readonly isNamed: boolean;
  /** Null of all but a transcript. */
  readonly transcript: TranscriptFacts | null;
  /** Null of all but a film of several exhibits. */
  readonly film: FilmFacts | null;
  readonly filmFile: SealedFilm | null;
  /** Of a finished transcript: as WebVTT, and the SHA-256 of its recording. */
  readonly captions: string | null;
  readonly recording: Sha256Hex | null;
  readonly classification: Classification;
  readonly meetsTest: boolean;
  readonly originalToDefence: boolean;
  readonly reason: string;
  readonly key: string;
  /** Bytes. */
  readonly size: number;
  readonly sha256: Sha256Hex;
  /** As taken when it came; null for a clip from before that was done. */
  readonly crc32: number | null;
  /** Media type. */
  readonly kind: string | null;
  /** Length, as on the schedules; null where there is none. */
  readonly seconds: number | null;
  /** Of its frames; null where there is none. */
  readonly frames: FrameList | null;
  readonly sentAt: Date;
  /** Of the original's maker; null where there is none. */
  readonly makerSeal: MakerSeal | null;
  /** Of the newest scan; null of what was never scanned. */
  readonly malware: MalwareScan | null;
  /** Malware was found in it or in what it was taken from, and no officer has decided yet. */
  readonly quarantined: boolean;
  /** How it goes to the defence and the court by the newest choice. */
  readonly newestRedaction: RedactionId | null;
  /** Of the version that was asked for; null of what goes whole. */
  readonly redaction: SealedRedaction | null;
}

/** The list of the frames of a recording, as it is stored. */
export interface FrameList {
  readonly key: string;
  readonly sha256: Sha256Hex;
}

/** A film of several exhibits, as it is stored, and what it is made by. */
export interface SealedFilm {
  readonly key: string;
  readonly size: number;
  readonly sha256: Sha256Hex;
  readonly reference: string;
  readonly title: string;
  /** Canonical JSON. */
  readonly recipe: string;
}

/** What a bundle says of a redacted copy, or of an extract. */
export interface SealedRedaction {
  readonly version: number;
  /** `null` of a redacted copy. */
  readonly extract: SealedExtract | null;
  /** Canonical JSON. */
  readonly recipe: string;
  readonly recipeSha256: Sha256Hex;
  readonly proof: JsonObject;
  /** Approved, and of the master as it is. */
  readonly mayGo: boolean;
}

/** Its own reference, and its first and last frame in the recording, counted from 1. */
export interface SealedExtract {
  readonly reference: string;
  readonly from: number;
  readonly to: number;
}

/** What a bundle says of the scan of an original. */
export interface MalwareScan {
  readonly state: 'clean' | 'infected' | 'not-scanned';
  readonly signature: string | null;
  readonly reason: string | null;
}

/** What a bundle says of the seal of an original's maker: nothing that a stranger has written. */
export interface MakerSeal {
  readonly integrity: 'unchanged' | 'changed' | 'unchecked';
  readonly trust: 'trusted' | 'not-trusted' | 'no-list' | 'unchecked';
  readonly manifest: Sha256Hex | null;
  readonly certificate: Sha256Hex | null;
}

export interface StoredCopy {
  readonly clipId: ClipId;
  readonly kind: RenditionKind;
  readonly key: string;
  readonly contentType: string;
  readonly size: number;
  readonly sha256: Sha256Hex;
  /** Of the file that it was made from. */
  readonly copyOf: Sha256Hex;
  /** Of a copy that was cut: its first and last frame in the recording, counted from 1. */
  readonly part: { readonly from: number; readonly to: number } | null;
}

/** What sealing reads and writes, with the rights of the worker. */
@Injectable()
export class SealRepository {
  async items(tx: Transaction, id: BundleId): Promise<SealRow[]> {
    return tx.query<SealRow>(
      `SELECT i.position, i.clip_id AS "clipId", i.decision_id AS "decisionId", i.folder, i.label,
              i.is_exhibit AS "isExhibit", i.producer, i.description, i.redaction_id AS "redactionId",
              (SELECT x.redaction_id FROM lintel.redaction_choice x WHERE x.clip_id = i.clip_id ORDER BY x.place DESC LIMIT 1) AS "newestRedaction",
              (SELECT jsonb_build_object('version', v.version, 'extract', CASE WHEN v.exhibit_id IS NOT NULL THEN jsonb_build_object(
                 'reference', i.label || '/' || v.version, 'from', r.facts #> '{part,from}', 'to', r.facts #> '{part,to}') END,
                 'recipe', v.recipe, 'recipeSha256', v.recipe_sha256,
                 'proof', r.facts -> 'proof', 'mayGo', lintel.redaction_may_go(v.id, v.clip_id))
                 FROM lintel.redaction v JOIN lintel.rendition r ON r.id = v.id WHERE v.id = i.redaction_id) AS redaction,
              EXISTS (SELECT FROM lintel.written_item w WHERE w.clip_id = c.id AND w.doubted_at > d.decided_at) AS doubted,
              c.written AS "isWritten", CASE WHEN w.kind = 'application' THEN w.source END AS application, lintel.order_may_hold(b.id, c.id) AS "isNamed",
              lintel.transcript_of(c.id) AS transcript, w.content ->> 'captions' AS captions, lintel.film_of(c.id) AS film,
              (SELECT jsonb_build_object('key', r.object_key, 'size', r.size, 'sha256', r.sha256, 'recipe', m.recipe,
                 'reference', w.content ->> 'reference', 'title', w.content ->> 'title')
                 FROM lintel.compilation m JOIN lintel.rendition r ON r.id = m.id AND r.state = 'made'
                WHERE w.kind = 'film' AND m.id = w.source) AS "filmFile",
              w.content ->> 'recording' AS recording, d.id AS "newestDecision", d.review_id AS "reviewId", d.classification, d.meets_test AS "meetsTest",
              d.original_to_defence AS "originalToDefence", d.reason,
              (SELECT r.id FROM lintel.disclosure_review r WHERE r.investigation_id = b.investigation_id
                ORDER BY r.place DESC LIMIT 1) AS "newestReview",
              c.evidence_key AS key, c.size::float8 AS size, c.stored_sha256 AS sha256, c.crc32::float8 AS crc32, c.kind,
              c.sent_at AS "sentAt", (c.media ->> 'duration')::float8 AS seconds,
              (SELECT jsonb_build_object('key', r.object_key, 'sha256', r.sha256) FROM lintel.rendition r
                WHERE r.clip_id = c.id AND r.kind = 'frames' AND r.state = 'made') AS frames,
              (SELECT jsonb_build_object('integrity', m.integrity, 'trust', m.trust, 'manifest', m.manifest,
                 'certificate', m.certificate) FROM lintel.maker_seal m
                WHERE m.clip_id = c.id AND m.integrity <> 'none') AS "makerSeal",
              (SELECT jsonb_build_object('state', s.state, 'signature', s.signature, 'reason', s.reason)
                 FROM lintel.malware_state s WHERE s.clip_id = c.id) AS malware,
              lintel.is_held(c.id) AS quarantined
         FROM lintel.bundle_item i JOIN lintel.bundle b ON b.id = i.bundle_id JOIN lintel.clip c ON c.id = i.clip_id
         LEFT JOIN lintel.written_item w ON w.clip_id = c.id
         JOIN LATERAL (SELECT * FROM lintel.decision x WHERE x.clip_id = i.clip_id ORDER BY x.place DESC LIMIT 1) d ON true
        WHERE i.bundle_id = $1 ORDER BY i.position`,
      [id],
    );
  }

  async copies(tx: Transaction, id: BundleId, kinds: readonly RenditionKind[]): Promise<StoredCopy[]> {
    return tx.query<StoredCopy>(
      `SELECT r.clip_id AS "clipId", r.kind, r.object_key AS key, r.content_type AS "contentType",
              r.size::float8 AS size, r.sha256, r.input_sha256 AS "copyOf", r.facts -> 'part' AS part
         FROM lintel.rendition r JOIN lintel.bundle_item i ON i.clip_id = r.clip_id
        WHERE i.bundle_id = $1 AND r.state = 'made' AND (r.kind = ANY($2) AND r.kind <> 'redacted-copy' OR r.id = i.redaction_id) ORDER BY i.position, r.kind`,
      [id, kinds],
    );
  }

  async schedules(tx: Transaction, id: BundleId): Promise<ScheduleId[]> {
    const rows = await tx.query<{ id: ScheduleId }>(
      `SELECT s.id FROM lintel.schedule s JOIN lintel.bundle_schedule b ON b.schedule_id = s.id
        WHERE b.bundle_id = $1 ORDER BY s.form`,
      [id],
    );
    return rows.map((row) => row.id);
  }

  /** Whether a form that goes along lists what was decided to be sensitive since. */
  async listsSensitive(tx: Transaction, id: BundleId): Promise<boolean> {
    const rows = await tx.query(
      `SELECT FROM lintel.bundle_schedule f JOIN lintel.schedule_item l ON l.schedule_id = f.schedule_id
         JOIN LATERAL (SELECT d.classification FROM lintel.decision d WHERE d.clip_id = l.clip_id ORDER BY d.place DESC LIMIT 1) d ON true
        WHERE f.bundle_id = $1 AND d.classification = 'sensitive' LIMIT 1`,
      [id],
    );
    return rows.length > 0;
  }

  /** Whether every exhibit in it, and on its forms, is described as it describes itself today, unless an officer found other words. */
  async isAsDescribed(tx: Transaction, id: BundleId): Promise<boolean> {
    const [row] = await tx.query<{ is: boolean }>('SELECT lintel.is_as_described($1) AS is', [id]);
    return row?.is === true;
  }

  /** Whether anything has happened since it was asked for that an application tells of: whoever asked saw no more than that it told what was so. */
  async mayTellOtherwise(tx: Transaction, id: BundleId): Promise<boolean> {
    const rows = await tx.query(
      `SELECT FROM lintel.bundle b JOIN custody.record q ON q.investigation = b.investigation_id AND q.type = 'bundle-requested'
         JOIN custody.record r ON r.investigation = b.investigation_id AND r.id > q.id AND r.type = ANY ($2)
        WHERE b.id = $1 AND q.event::jsonb #>> '{detail,bundle}' = b.id::text LIMIT 1`,
      [id, TOLD_OF],
    );
    return rows.length > 0;
  }

  async withheld(tx: Transaction, id: BundleId): Promise<Withheld[]> {
    return tx.query<Withheld>(
      `SELECT clip_id AS "clipId", label, what, why FROM lintel.bundle_withheld WHERE bundle_id = $1 ORDER BY position`,
      [id],
    );
  }

  async insertEntries(tx: Transaction, id: BundleId, entries: readonly ArchiveEntry[]): Promise<void> {
    await tx.query(
      `INSERT INTO lintel.bundle_entry (bundle_id, position, path, size, crc32, sha256, object_key)
       SELECT $1, u.place - 1, u.path, u.size, u.crc32, u.sha256, u.key
         FROM unnest($2::text[], $3::bigint[], $4::bigint[], $5::text[], $6::text[])
           WITH ORDINALITY AS u (path, size, crc32, sha256, key, place)`,
      [
        id,
        entries.map(({ path }) => path),
        entries.map(({ size }) => size),
        entries.map(({ crc32 }) => crc32),
        entries.map(({ sha256 }) => sha256),
        entries.map(({ object }) => object),
      ],
    );
  }

  async insertSeal(tx: Transaction, id: BundleId, seal: Seal): Promise<void> {
    await tx.query(
      `INSERT INTO lintel.bundle_seal (bundle_id, sealed_at, total_size, etag, manifest_sha256, key_fingerprint, checkpoint_size)
       VALUES ($1, $2, $3, $4, $5, $6, $7)`,
      [
        id,
        seal.sealedAt,
        seal.totalSize,
        seal.etag,
        seal.manifestSha256,
        seal.keyFingerprint,
        seal.checkpointSize,
      ],
    );
  }
}
