import { Injectable } from '@nestjs/common';
import type { ClipId, InvestigationId, Sha256Hex } from '../../kernel/ids';
import type { JsonObject } from '../../kernel/json';
import type { Hashed } from '../../platform/digest';
import type { Transaction } from '../../platform/database';
import type { RenditionKind } from './domain/content';

/** A clip as the worker handles it, draft or sent. */
export interface WorkClip {
  readonly id: ClipId;
  readonly investigationId: InvestigationId;
  readonly state: 'receiving' | 'received' | 'verified' | 'master';
  /** Bytes. */
  readonly size: number;
  readonly deviceSha256: Sha256Hex | null;
  readonly storedSha256: Sha256Hex | null;
  readonly kind: string | null;
  readonly media: JsonObject | null;
  readonly incomingKey: string;
  readonly evidenceKey: string | null;
  readonly sent: boolean;
  /** By an officer. */
  readonly added: boolean;
}

export interface Identification {
  readonly sha256: Sha256Hex;
  readonly kind: string;
  readonly media: JsonObject;
}

export interface NewRendition {
  readonly id: string;
  readonly clipId: ClipId;
  readonly kind: RenditionKind;
  readonly made: {
    readonly key: string;
    readonly contentType: string;
    readonly sha256: Sha256Hex;
    readonly size: number;
  } | null;
  readonly inputSha256: Sha256Hex;
  readonly recipe: JsonObject;
  readonly facts: JsonObject;
  readonly why: string | null;
}

@Injectable()
export class MasterRepository {
  async byId(tx: Transaction, id: ClipId): Promise<WorkClip | undefined> {
    const [row] = await tx.query<WorkClip>(
      `SELECT id, investigation_id AS "investigationId", state, size::float8 AS size, device_sha256 AS "deviceSha256",
              stored_sha256 AS "storedSha256", kind, media, incoming_key AS "incomingKey", evidence_key AS "evidenceKey",
              sent_at IS NOT NULL AS sent, submission_id IS NULL AS added
         FROM lintel.clip WHERE id = $1`,
      [id],
    );
    return row;
  }

  /** `false` when the clip was removed meanwhile, or is verified already. */
  async verified(tx: Transaction, id: ClipId, found: Identification): Promise<boolean> {
    const rows = await tx.query(
      `UPDATE lintel.clip SET state = 'verified', stored_sha256 = $2, kind = $3, media = $4, verified_at = now()
        WHERE id = $1 AND state = 'received' RETURNING id`,
      [id, found.sha256, found.kind, JSON.stringify(found.media)],
    );
    return rows.length === 1;
  }

  /** What was written down was misread. `false` when it is no longer the time for that. */
  async correct(tx: Transaction, id: ClipId, { sha256 }: Hashed): Promise<boolean> {
    const rows = await tx.query(
      `UPDATE lintel.clip SET stored_sha256 = $2, malware_at = NULL
        WHERE id = $1 AND state = 'verified' AND device_sha256 = $2 RETURNING id`,
      [id, sha256],
    );
    return rows.length === 1;
  }

  /** `false` when it is the master already. */
  async master(
    tx: Transaction,
    id: ClipId,
    { evidenceKey, crc32 }: { readonly evidenceKey: string; readonly crc32: number },
  ): Promise<boolean> {
    const rows = await tx.query(
      `UPDATE lintel.clip SET state = 'master', evidence_key = $2, crc32 = $3, master_at = now()
        WHERE id = $1 AND state = 'verified' AND sent_at IS NOT NULL RETURNING id`,
      [id, evidenceKey, crc32],
    );
    return rows.length === 1;
  }

  /** The receipt learns the hash that was read back, if the clip was sent before the check was done. */
  async completeReceipt(tx: Transaction, id: ClipId, sha256: Sha256Hex): Promise<void> {
    await tx.query(
      `UPDATE lintel.receipt r SET clips = (
         SELECT jsonb_agg(CASE WHEN c->>'id' = $1::text THEN jsonb_set(c, '{storedSha256}', to_jsonb($2::text)) ELSE c END ORDER BY n)
           FROM jsonb_array_elements(r.clips) WITH ORDINALITY AS e (c, n))
        WHERE r.submission_id = (SELECT submission_id FROM lintel.clip WHERE id = $1::uuid)`,
      [id, sha256],
    );
  }

  async hasRenditions(tx: Transaction, id: ClipId): Promise<boolean> {
    const rows = await tx.query(
      `SELECT 1 FROM lintel.rendition WHERE clip_id = $1 AND kind <> 'defence-copy' LIMIT 1`,
      [id],
    );
    return rows.length === 1;
  }

  /** Malware was found in it, and nobody has decided yet. */
  async isQuarantined(tx: Transaction, id: ClipId): Promise<boolean> {
    const rows = await tx.query(`SELECT 1 FROM lintel.malware_state WHERE clip_id = $1 AND quarantined`, [
      id,
    ]);
    return rows.length === 1;
  }

  /** `false` when there is one of this kind already. */
  async insertRendition(tx: Transaction, row: NewRendition): Promise<boolean> {
    const rows = await tx.query(
      `INSERT INTO lintel.rendition
         (id, clip_id, kind, state, object_key, content_type, sha256, size, input_sha256, recipe, facts, why)
       VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12) ON CONFLICT DO NOTHING RETURNING id`,
      [
        row.id,
        row.clipId,
        row.kind,
        row.made === null ? 'failed' : 'made',
        row.made?.key ?? null,
        row.made?.contentType ?? null,
        row.made?.sha256 ?? null,
        row.made?.size ?? null,
        row.inputSha256,
        JSON.stringify(row.recipe),
        JSON.stringify(row.facts),
        row.why,
      ],
    );
    return rows.length === 1;
  }
}
