import { Injectable } from '@nestjs/common';
import type {
  ClipId,
  ExhibitId,
  ExhibitRef,
  InvestigationId,
  OfficerId,
  Sha256Hex,
  StillId,
} from '../../../kernel/ids';
import type { JsonObject } from '../../../kernel/json';
import type { Transaction } from '../../../platform/database';
import type { LockedPart } from '../originals';

/** A frame that an officer asked for, and what came of it. */
export interface AskedStill {
  /** Once made, also the id of the item and of the exhibit. */
  readonly id: StillId;
  readonly exhibitId: ExhibitId;
  readonly clipId: ClipId;
  readonly reference: ExhibitRef;
  /** Counted from 1. */
  readonly frame: number;
  readonly description: string;
  readonly state: 'asked' | 'made' | 'failed';
  readonly facts: JsonObject | null;
  readonly recipe: JsonObject | null;
  readonly why: string | null;
  readonly askedAt: Date;
}

/** What the worker needs to make it. */
export interface StillToMake {
  readonly id: StillId;
  readonly clipId: ClipId;
  readonly investigationId: InvestigationId;
  readonly askedBy: OfficerId;
  readonly frame: number;
  readonly masterKey: string;
  readonly masterSha256: Sha256Hex;
  readonly media: JsonObject | null;
  /** Of the list of frames. */
  readonly frames: LockedPart | null;
}

export interface MadeStill {
  readonly key: string;
  readonly size: number;
  readonly sha256: Sha256Hex;
  readonly crc32: number;
  readonly facts: JsonObject;
  readonly recipe: JsonObject;
}

const STILL = `SELECT s.id, s.exhibit_id AS "exhibitId", s.clip_id AS "clipId", e.reference || '/' || s.number AS reference,
    s.frame, s.description, s.state, s.facts, s.recipe, s.why, s.asked_at AS "askedAt"
  FROM lintel.still s JOIN lintel.exhibit e ON e.id = s.exhibit_id`;

@Injectable()
export class StillsRepository {
  /** The next number under an exhibit; the row's lock makes officers who ask at once take turns. */
  async nextNumber(tx: Transaction, exhibit: ExhibitId): Promise<number> {
    const [row] = await tx.query<{ number: number }>('SELECT lintel.next_still_number($1) AS number', [
      exhibit,
    ]);
    return (row as { number: number }).number;
  }

  async insert(
    tx: Transaction,
    row: Pick<AskedStill, 'id' | 'exhibitId' | 'clipId' | 'frame' | 'description'> & {
      readonly number: number;
    },
    by: OfficerId,
  ): Promise<void> {
    await tx.query(
      `INSERT INTO lintel.still (id, exhibit_id, clip_id, number, frame, description, asked_by)
       VALUES ($1, $2, $3, $4, $5, $6, $7)`,
      [row.id, row.exhibitId, row.clipId, row.number, row.frame, row.description, by],
    );
  }

  async ofExhibit(tx: Transaction, id: ExhibitId): Promise<AskedStill[]> {
    return tx.query<AskedStill>(`${STILL} WHERE s.exhibit_id = $1 ORDER BY s.number`, [id]);
  }

  /** The first that was taken of a frame, or is being taken; one that failed is none. */
  async ofFrame(tx: Transaction, id: ExhibitId, frame: number): Promise<AskedStill | undefined> {
    const [row] = await tx.query<AskedStill>(
      `${STILL} WHERE s.exhibit_id = $1 AND s.frame = $2 AND s.state <> 'failed' ORDER BY s.number LIMIT 1`,
      [id, frame],
    );
    return row;
  }

  /** Those that were taken of these frames in these words, by number. */
  async described(
    tx: Transaction,
    id: ExhibitId,
    wanted: readonly { readonly frame: number; readonly description: string }[],
  ): Promise<AskedStill[]> {
    return tx.query<AskedStill>(
      `${STILL} WHERE s.exhibit_id = $1 AND s.state <> 'failed'
          AND (s.frame, s.description) IN (SELECT * FROM unnest($2::int[], $3::text[])) ORDER BY s.number`,
      [id, wanted.map(({ frame }) => frame), wanted.map(({ description }) => description)],
    );
  }

  async byId(tx: Transaction, id: string): Promise<AskedStill | undefined> {
    const [row] = await tx.query<AskedStill>(`${STILL} WHERE s.id = $1`, [id]);
    return row;
  }

  /** For the worker. `undefined` when it has been made, or has failed, already. */
  async toMake(tx: Transaction, id: StillId): Promise<StillToMake | undefined> {
    const [row] = await tx.query<StillToMake>(
      `SELECT s.id, s.clip_id AS "clipId", c.investigation_id AS "investigationId", s.asked_by AS "askedBy", s.frame,
              c.evidence_key AS "masterKey", c.stored_sha256 AS "masterSha256", c.media,
              CASE WHEN r.sha256 IS NOT NULL THEN jsonb_build_object('clipId', c.id, 'key', r.object_key, 'sha256', r.sha256) END AS frames
         FROM lintel.still s JOIN lintel.clip c ON c.id = s.clip_id AND c.state = 'master' AND c.erased_at IS NULL
         LEFT JOIN lintel.rendition r ON r.clip_id = c.id AND r.kind = 'frames'
        WHERE s.id = $1 AND s.state = 'asked'`,
      [id],
    );
    return row;
  }

  /** Item, exhibit and state in one; `undefined` when that has been done already. */
  async register(
    tx: Transaction,
    id: StillId,
    made: MadeStill,
  ): Promise<{ reference: ExhibitRef; producerName: string; description: string } | undefined> {
    const { key, size, sha256, crc32, facts, recipe } = made;
    const [row] = await tx.query<{ reference: ExhibitRef; producerName: string; description: string }>(
      `SELECT reference, producer_name AS "producerName", description
         FROM lintel.register_still($1, $2, $3, $4, $5, $6, $7)`,
      [id, key, size, sha256, crc32, JSON.stringify(facts), JSON.stringify(recipe)],
    );
    return row;
  }

  /** `false` when it has ended already. */
  async fail(tx: Transaction, id: StillId, why: string): Promise<boolean> {
    const rows = await tx.query(
      `UPDATE lintel.still SET state = 'failed', why = $2, ended_at = now() WHERE id = $1 AND state = 'asked' RETURNING id`,
      [id, why],
    );
    return rows.length === 1;
  }
}
