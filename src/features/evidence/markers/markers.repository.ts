import { Injectable } from '@nestjs/common';
import type { ClipId, MarkerId, OfficerId } from '../../../kernel/ids';
import type { Transaction } from '../../../platform/database';

/** A note on a clip, or on one moment of it. Nothing is taken back: what is struck out stays readable. */
export interface Marker {
  readonly id: MarkerId;
  readonly clipId: ClipId;
  /** Counted from 1; `null` for a note on the whole clip. */
  readonly frame: number | null;
  /** From the first frame. */
  readonly seconds: number | null;
  readonly text: string;
  readonly author: string;
  readonly authorId: OfficerId;
  readonly at: Date;
  readonly struck: { readonly by: string; readonly at: Date; readonly reason: string } | null;
}

interface Row extends Omit<Marker, 'struck'> {
  readonly struckBy: string | null;
  readonly struckAt: Date | null;
  readonly struckReason: string | null;
}

const MARKER = `SELECT m.id, m.clip_id AS "clipId", m.frame, m.seconds, m.text, a.display_name AS author, m.author_id AS "authorId",
    m.at, b.display_name AS "struckBy", s.at AS "struckAt", s.reason AS "struckReason"
  FROM lintel.marker m JOIN lintel.officer a ON a.id = m.author_id
  LEFT JOIN lintel.marker_strike s ON s.marker_id = m.id LEFT JOIN lintel.officer b ON b.id = s.officer_id`;

function markerOf({ struckBy, struckAt, struckReason, ...marker }: Row): Marker {
  if (struckBy === null || struckAt === null || struckReason === null) return { ...marker, struck: null };
  return { ...marker, struck: { by: struckBy, at: struckAt, reason: struckReason } };
}

/** In the order of the clip; notes on the whole clip first. */
const PLACE = 'coalesce(m.frame, 0), m.place';
const placeOf = (parameter: string): string =>
  `(SELECT ${PLACE} FROM lintel.marker m WHERE m.clip_id = $1 AND m.id = ${parameter})`;

/** Pressed twice, or sent anew from a page that was gone back to; later the same words are said again. */
const SENT_AGAIN_MINUTES = 10;

@Injectable()
export class MarkersRepository {
  async ofClip(tx: Transaction, id: ClipId, limit: number, after?: MarkerId): Promise<Marker[]> {
    const rows = await tx.query<Row>(
      `${MARKER} WHERE m.clip_id = $1 ${after === undefined ? '' : `AND (${PLACE}) > ${placeOf('$3')}`} ORDER BY ${PLACE} LIMIT $2`,
      [id, limit, ...(after === undefined ? [] : [after])],
    );
    return rows.map(markerOf);
  }

  /** The note that stands `back` places before another; `undefined` where there are fewer. */
  async before(tx: Transaction, clip: ClipId, id: MarkerId, back: number): Promise<MarkerId | undefined> {
    const [row] = await tx.query<{ id: MarkerId }>(
      `SELECT m.id FROM lintel.marker m WHERE m.clip_id = $1 AND (${PLACE}) < ${placeOf('$2')}
        ORDER BY coalesce(m.frame, 0) DESC, m.place DESC OFFSET $3 LIMIT 1`,
      [clip, id, back - 1],
    );
    return row?.id;
  }

  async byId(tx: Transaction, id: MarkerId): Promise<Marker | undefined> {
    const [row] = await tx.query<Row>(`${MARKER} WHERE m.id = $1`, [id]);
    return row && markerOf(row);
  }

  /** Those who write on one clip take turns until `tx` ends, so that a form that came twice at the same moment is seen to. */
  async lock(tx: Transaction, clip: ClipId): Promise<void> {
    await tx.query(`SELECT lintel.in_turn('marker', $1)`, [clip]);
  }

  /** What the same officer wrote in the same words of the same moment a short while ago, and nobody has struck out. */
  async justWritten(
    tx: Transaction,
    { clipId, authorId, frame, text }: Pick<Marker, 'clipId' | 'frame' | 'text' | 'authorId'>,
  ): Promise<MarkerId | undefined> {
    const [row] = await tx.query<{ id: MarkerId }>(
      `SELECT m.id FROM lintel.marker m
        WHERE m.clip_id = $1 AND m.author_id = $2 AND coalesce(m.frame, 0) = coalesce($3::integer, 0) AND m.text = $4
          AND m.at > now() - make_interval(mins => $5)
          AND NOT EXISTS (SELECT FROM lintel.marker_strike s WHERE s.marker_id = m.id)
        ORDER BY m.place LIMIT 1`,
      [clipId, authorId, frame, text, SENT_AGAIN_MINUTES],
    );
    return row?.id;
  }

  async insert(
    tx: Transaction,
    row: Pick<Marker, 'id' | 'clipId' | 'frame' | 'seconds' | 'text' | 'authorId'>,
  ): Promise<void> {
    await tx.query(
      `INSERT INTO lintel.marker (id, clip_id, frame, seconds, text, author_id) VALUES ($1, $2, $3, $4, $5, $6)`,
      [row.id, row.clipId, row.frame, row.seconds, row.text, row.authorId],
    );
  }

  /** `false` when it was struck out before. */
  async strike(tx: Transaction, id: MarkerId, by: OfficerId, reason: string): Promise<boolean> {
    const rows = await tx.query(
      `INSERT INTO lintel.marker_strike (marker_id, officer_id, reason) VALUES ($1, $2, $3)
       ON CONFLICT (marker_id) DO NOTHING RETURNING marker_id`,
      [id, by, reason],
    );
    return rows.length === 1;
  }
}
