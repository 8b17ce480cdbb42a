import { Injectable } from '@nestjs/common';
import type { EventType } from '../../custody';
import type { ClipId, InvestigationId, OfficerId, ScheduleId } from '../../kernel/ids';
import { seenOf, type Seen } from '../../kernel/seen';
import type { Transaction } from '../../platform/database';
import {
  FORMS,
  type AnySchedule,
  type Endorsed,
  type ExhibitRow,
  type Form,
  type FormRow,
  type RestrictedRow,
} from './domain/schedule';

/** What stands around the rows of a made form. */
export interface ScheduleHead {
  readonly id: ScheduleId;
  readonly investigationId: InvestigationId;
  readonly form: Form;
  readonly version: number;
  readonly urn: string;
  readonly certifications: readonly string[];
  /** Null: a draft. */
  readonly signedName: string | null;
  readonly signedAt: Date | null;
  readonly sentTo: string | null;
  readonly sentAt: Date | null;
  /** Of the newest list of endorsements. */
  readonly endorsedBy: string | null;
  readonly endorsedAt: Date | null;
  /** A newer version of the form was made. */
  readonly isOld: boolean;
  readonly madeByName: string;
  readonly madeAt: Date;
}

/** What a page shows of the endorsements, which come list by list. */
export const endorsementsSeen = ({ endorsedAt }: Pick<ScheduleHead, 'endorsedAt'>): Seen =>
  seenOf([endorsedAt]);

type NewSchedule = Pick<
  ScheduleHead,
  'id' | 'investigationId' | 'form' | 'version' | 'urn' | 'certifications' | 'signedName' | 'madeByName'
>;

export type ScheduleStep = 'signed' | 'sent' | 'endorsed';

/** A made form: a snapshot that is never changed. */
export type MadeSchedule = AnySchedule &
  ScheduleHead & {
    /** As it is read outside a bundle: a later version was made, or the decisions say otherwise by now. */
    readonly isOutOfDate?: boolean | undefined;
  };

const HEAD = `SELECT s.id, s.investigation_id AS "investigationId", s.form, s.version, s.urn, s.certifications,
    coalesce(s.signed_name, g.name) AS "signedName",
    coalesce(g.at, CASE WHEN s.signed_name IS NOT NULL THEN s.made_at END) AS "signedAt", t.name AS "sentTo", t.at AS "sentAt",
    e.name AS "endorsedBy", e.at AS "endorsedAt",
    EXISTS (SELECT FROM lintel.schedule n WHERE n.investigation_id = s.investigation_id AND n.form = s.form AND n.version > s.version) AS "isOld",
    s.made_by_name AS "madeByName", s.made_at AS "madeAt"
  FROM lintel.schedule s
  LEFT JOIN lintel.schedule_step g ON g.schedule_id = s.id AND g.step = 'signed'
  LEFT JOIN lintel.schedule_step t ON t.schedule_id = s.id AND t.step = 'sent'
  LEFT JOIN LATERAL (SELECT p.name, p.at FROM lintel.schedule_step p WHERE p.schedule_id = s.id AND p.step = 'endorsed'
    ORDER BY p.place DESC LIMIT 1) e ON true`;

const rowValues = (id: ScheduleId, row: FormRow): unknown[] => [
  ...[id, row.position, row.clipId, row.label, row.description],
  ...[row.particulars, row.presumed, row.location, row.source],
];

/** Read by the police side and by the worker; written by the police side. */
/** Events by which a form that is made now may say something else than one of before. */
const SPOKEN_OF = [
  ...[
    'decision-made',
    'review-opened',
    'exhibit-registered',
    'exhibit-corrected',
    'decline-undone',
    'erased',
  ],
  ...['marker-added', 'marker-struck', 'transcript-finished'],
] as const satisfies readonly EventType[];

/** The newest of a form. */
export interface NewestHead extends ScheduleHead {
  /** Something that it may speak of was decided or written since. Whether it says otherwise is known only by making it again. */
  readonly isOlder: boolean;
}

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
      `${HEAD} WHERE s.investigation_id = $1
          AND ($3::uuid IS NULL
               OR (s.made_at, s.version, s.id) < (SELECT l.made_at, l.version, l.id FROM lintel.schedule l WHERE l.id = $3))
        ORDER BY s.made_at DESC, s.version DESC, s.id DESC LIMIT $2`,
      [id, limit, after ?? null],
    );
  }

  /** Of each form that was made. */
  async newestHeads(tx: Transaction, id: InvestigationId): Promise<NewestHead[]> {
    return tx.query<NewestHead>(
      `WITH newest AS MATERIALIZED (
         SELECT (r.event::jsonb ->> 'at')::timestamptz AS at FROM custody.record r
          WHERE r.investigation = $1 AND r.type = ANY($3) ORDER BY r.id DESC LIMIT 1)
       SELECT h.*, coalesce(h."madeAt" < (SELECT n.at FROM newest n), false) AS "isOlder" FROM unnest($2::text[]) f(wanted) CROSS JOIN LATERAL (
         ${HEAD} WHERE s.investigation_id = $1 AND s.form = f.wanted ORDER BY s.version DESC LIMIT 1) h`,
      [id, FORMS, SPOKEN_OF],
    );
  }

  async byId(tx: Transaction, id: ScheduleId): Promise<MadeSchedule | undefined> {
    const [head] = await tx.query<ScheduleHead>(`${HEAD} WHERE s.id = $1`, [id]);
    return head && this.withRows(tx, head);
  }

  async newest(tx: Transaction, id: InvestigationId, form: Form): Promise<MadeSchedule | undefined> {
    const [head] = await tx.query<ScheduleHead>(
      `${HEAD} WHERE s.investigation_id = $1 AND s.form = $2 ORDER BY s.version DESC LIMIT 1`,
      [id, form],
    );
    return head && this.withRows(tx, head);
  }

  async insert(tx: Transaction, head: NewSchedule, by: OfficerId): Promise<void> {
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
      `INSERT INTO lintel.schedule_item (schedule_id, position, clip_id, label, description, particulars, presumed, location, source, producer)
       VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)`,
      [...rowValues(id, row), row.producer],
    );
  }

  async insertRestrictedRow(tx: Transaction, id: ScheduleId, row: RestrictedRow): Promise<void> {
    await tx.query(
      `INSERT INTO lintel.restricted_schedule_item (schedule_id, position, clip_id, label, description, particulars, presumed, location, source, why)
       VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)`,
      [...rowValues(id, row), row.why],
    );
  }

  async addStep(
    tx: Transaction,
    row: {
      readonly id: string;
      readonly schedule: ScheduleId;
      readonly step: ScheduleStep;
      readonly name: string;
    },
    by: OfficerId,
  ): Promise<void> {
    await tx.query(
      'INSERT INTO lintel.schedule_step (id, schedule_id, step, name, officer_id) VALUES ($1, $2, $3, $4, $5)',
      [row.id, row.schedule, row.step, row.name, by],
    );
  }

  async addEndorsement(
    tx: Transaction,
    step: string,
    { clipId, answer, comment }: Endorsed & { readonly clipId: ClipId },
  ): Promise<void> {
    await tx.query(
      'INSERT INTO lintel.endorsement (step_id, clip_id, answer, comment) VALUES ($1, $2, $3, $4)',
      [step, clipId, answer, comment],
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

  /** The newest answer about each item, given to this version of the form or to an earlier one. */
  private async endorsements(
    tx: Transaction,
    { investigationId, version }: ScheduleHead,
  ): Promise<ReadonlyMap<ClipId, Endorsed>> {
    const rows = await tx.query<Endorsed & { readonly clipId: ClipId }>(
      `SELECT DISTINCT ON (e.clip_id) e.clip_id AS "clipId", e.answer, e.comment
         FROM lintel.endorsement e JOIN lintel.schedule_step p ON p.id = e.step_id JOIN lintel.schedule s ON s.id = p.schedule_id
        WHERE s.investigation_id = $1 AND s.form = 'MG6C' AND s.version <= $2 ORDER BY e.clip_id, p.place DESC`,
      [investigationId, version],
    );
    return new Map(rows.map(({ clipId, ...said }) => [clipId, said]));
  }

  private async withRows(tx: Transaction, head: ScheduleHead): Promise<MadeSchedule> {
    const columns =
      'clip_id AS "clipId", position, label, description, particulars, presumed, location, source';
    if (head.form === 'MG12' || head.form === 'MG6C') {
      const rows = await tx.query<ExhibitRow>(
        `SELECT ${columns}, producer FROM lintel.schedule_item WHERE schedule_id = $1 ORDER BY position`,
        [head.id],
      );
      if (head.form === 'MG12') return { ...head, form: head.form, rows };
      const said = await this.endorsements(tx, head);
      return {
        ...head,
        form: head.form,
        rows: rows.map((row) => ({ ...row, endorsed: said.get(row.clipId) })),
      };
    }
    const rows = await tx.query<RestrictedRow>(
      `SELECT ${columns}, why FROM lintel.restricted_schedule_item WHERE schedule_id = $1 ORDER BY position`,
      [head.id],
    );
    return { ...head, form: head.form, rows };
  }
}
