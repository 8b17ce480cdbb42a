import { Injectable } from '@nestjs/common';
import type { ClipId, InvestigationId, OfficerId, ScheduleId } from '../../kernel/ids';
import type { Transaction } from '../../platform/database';
import { FORMS, type AnySchedule, type ExhibitRow, type Form, type RestrictedRow } from './domain/schedule';

/** What stands around the rows of a made form. */
export interface ScheduleHead {
  readonly id: ScheduleId;
  readonly investigationId: InvestigationId;
  readonly form: Form;
  readonly version: number;
  readonly urn: string;
  readonly certifications: readonly string[];
  readonly signedName: string | null;
  readonly madeByName: string;
  readonly madeAt: Date;
}

/** A made form: a snapshot that is never changed. */
export type MadeSchedule = AnySchedule & ScheduleHead;

const HEAD = `SELECT id, investigation_id AS "investigationId", form, version, urn, certifications,
    signed_name AS "signedName", made_by_name AS "madeByName", made_at AS "madeAt" FROM lintel.schedule`;

/** Read by the police side and by the worker; written by the police side. */
@Injectable()
export class SchedulesRepository {
  /** Newest first; `after` is the last one of the page before. */
  async heads(
    tx: Transaction,
    id: InvestigationId,
    limit: number,
    after?: ScheduleId,
  ): Promise<ScheduleHead[]> {
    return tx.query<ScheduleHead>(
      `${HEAD} WHERE investigation_id = $1
          AND ($3::uuid IS NULL
               OR (made_at, version, id) < (SELECT l.made_at, l.version, l.id FROM lintel.schedule l WHERE l.id = $3))
        ORDER BY made_at DESC, version DESC, id DESC LIMIT $2`,
      [id, limit, after ?? null],
    );
  }

  /** Of each form that was made. */
  async newestHeads(tx: Transaction, id: InvestigationId): Promise<ScheduleHead[]> {
    return tx.query<ScheduleHead>(
      `SELECT h.* FROM unnest($2::text[]) f(wanted) CROSS JOIN LATERAL (
         ${HEAD} WHERE investigation_id = $1 AND form = f.wanted ORDER BY version DESC LIMIT 1) h`,
      [id, FORMS],
    );
  }

  async byId(tx: Transaction, id: ScheduleId): Promise<MadeSchedule | undefined> {
    const [head] = await tx.query<ScheduleHead>(`${HEAD} WHERE id = $1`, [id]);
    return head && this.withRows(tx, head);
  }

  async newest(tx: Transaction, id: InvestigationId, form: Form): Promise<MadeSchedule | undefined> {
    const [head] = await tx.query<ScheduleHead>(
      `${HEAD} WHERE investigation_id = $1 AND form = $2 ORDER BY version DESC LIMIT 1`,
      [id, form],
    );
    return head && this.withRows(tx, head);
  }

  async insert(tx: Transaction, head: Omit<ScheduleHead, 'madeAt'>, by: OfficerId): Promise<void> {
    await tx.query(
      `INSERT INTO lintel.schedule (id, investigation_id, form, version, urn, certifications, signed_name, made_by, made_by_name)
       VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)`,
      [
        head.id,
        head.investigationId,
        head.form,
        head.version,
        head.urn,
        JSON.stringify(head.certifications),
        head.signedName,
        by,
        head.madeByName,
      ],
    );
  }

  async insertRow(tx: Transaction, id: ScheduleId, row: ExhibitRow): Promise<void> {
    await tx.query(
      `INSERT INTO lintel.schedule_item (schedule_id, position, clip_id, label, description, particulars, producer)
       VALUES ($1, $2, $3, $4, $5, $6, $7)`,
      [id, row.position, row.clipId, row.label, row.description, row.particulars, row.producer],
    );
  }

  async insertRestrictedRow(tx: Transaction, id: ScheduleId, row: RestrictedRow): Promise<void> {
    await tx.query(
      `INSERT INTO lintel.restricted_schedule_item (schedule_id, position, clip_id, label, description, particulars, why)
       VALUES ($1, $2, $3, $4, $5, $6, $7)`,
      [id, row.position, row.clipId, row.label, row.description, row.particulars, row.why],
    );
  }

  /** The item's number on the form: the one it has, or the next that nothing ever had. Needs the investigation's lock. */
  async number(tx: Transaction, id: InvestigationId, form: 'MG6C' | 'MG6D', clip: ClipId): Promise<number> {
    const [row] = await tx.query<{ number: number }>(
      `WITH old AS (
         SELECT number FROM lintel.schedule_number WHERE investigation_id = $1 AND form = $2 AND clip_id = $3
       ), new AS (
         INSERT INTO lintel.schedule_number (investigation_id, form, number, clip_id)
         SELECT $1, $2, coalesce((SELECT max(number) FROM lintel.schedule_number WHERE investigation_id = $1 AND form = $2), 0) + 1, $3
          WHERE NOT EXISTS (SELECT FROM old) RETURNING number
       ) SELECT number FROM old UNION ALL SELECT number FROM new`,
      [id, form, clip],
    );
    return (row as { number: number }).number;
  }

  private async withRows(tx: Transaction, head: ScheduleHead): Promise<MadeSchedule> {
    const columns = 'clip_id AS "clipId", position, label, description, particulars';
    if (head.form === 'MG12' || head.form === 'MG6C') {
      const rows = await tx.query<ExhibitRow>(
        `SELECT ${columns}, producer FROM lintel.schedule_item WHERE schedule_id = $1 ORDER BY position`,
        [head.id],
      );
      return { ...head, form: head.form, rows };
    }
    const rows = await tx.query<RestrictedRow>(
      `SELECT ${columns}, why FROM lintel.restricted_schedule_item WHERE schedule_id = $1 ORDER BY position`,
      [head.id],
    );
    return { ...head, form: head.form, rows };
  }
}
