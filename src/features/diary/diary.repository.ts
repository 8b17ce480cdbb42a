import { Injectable } from '@nestjs/common';
import type { ClipId, IncidentId, InvitationId, SubmissionId } from '../../kernel/ids';
import type { Transaction } from '../../platform/database';
import type { Visitor } from '../invitations';
import type { Answers } from './domain/answers';
import type { WrittenBy } from './domain/writing-page';

/** An entry of a diary, as its victim sees it. */
export interface Incident {
  readonly id: IncidentId;
  readonly answers: Answers;
  readonly writtenBy: WrittenBy;
  /** In the order of the sendings; `null` while it is a draft. */
  readonly number: number | null;
  readonly createdAt: Date;
  readonly sentAt: Date | null;
  /** The earlier entry that this one adds to. */
  readonly follows: IncidentId | null;
}

const FIELDS = `id, answers, written_by AS "writtenBy", number, created_at AS "createdAt", sent_at AS "sentAt", follows`;

/** The victim's side: row-level security shows what the session reaches, and lets it change only what is not yet sent. */
@Injectable()
export class DiaryRepository {
  async all(tx: Transaction, id: InvitationId): Promise<Incident[]> {
    return tx.query<Incident>(
      `SELECT ${FIELDS} FROM lintel.incident WHERE invitation_id = $1 ORDER BY number, created_at, id`,
      [id],
    );
  }

  async byId(tx: Transaction, id: IncidentId): Promise<Incident | undefined> {
    const [row] = await tx.query<Incident>(`SELECT ${FIELDS} FROM lintel.incident WHERE id = $1`, [id]);
    return row;
  }

  async ofSubmission(tx: Transaction, id: SubmissionId): Promise<Incident[]> {
    return tx.query<Incident>(
      `SELECT ${FIELDS} FROM lintel.incident WHERE submission_id = $1 ORDER BY number`,
      [id],
    );
  }

  async countDrafts(tx: Transaction, id: InvitationId): Promise<number> {
    const [row] = await tx.query<{ n: number }>(
      'SELECT count(*)::int AS n FROM lintel.incident WHERE invitation_id = $1 AND sent_at IS NULL',
      [id],
    );
    return row?.n ?? 0;
  }

  /** `false` when the id is taken by an entry out of reach. */
  async insert(
    tx: Transaction,
    visitor: Visitor,
    row: {
      readonly id: IncidentId;
      readonly submissionId: SubmissionId;
      readonly answers: Answers;
      readonly writtenBy: WrittenBy;
      readonly follows: IncidentId | null;
    },
  ): Promise<boolean> {
    const rows = await tx.query(
      `INSERT INTO lintel.incident (id, invitation_id, investigation_id, submission_id, answers, follows, written_by)
       VALUES ($1, $2, $3, $4, $5, $6, $7) ON CONFLICT (id) DO NOTHING RETURNING id`,
      [
        row.id,
        visitor.invitationId,
        visitor.investigationId,
        row.submissionId,
        JSON.stringify(row.answers),
        row.follows,
        JSON.stringify(row.writtenBy),
      ],
    );
    return rows.length === 1;
  }

  /** These parts of it; the others stay. */
  async update(tx: Transaction, id: IncidentId, part: Answers, writtenBy: WrittenBy): Promise<void> {
    await tx.query(
      `UPDATE lintel.incident SET answers = answers || $2, written_by = written_by || $3, changed_at = now() WHERE id = $1`,
      [id, JSON.stringify(part), JSON.stringify(writtenBy)],
    );
  }

  /** `false` when there was no such draft. */
  async remove(tx: Transaction, id: IncidentId): Promise<boolean> {
    const rows = await tx.query(
      'DELETE FROM lintel.incident WHERE id = $1 AND sent_at IS NULL RETURNING id',
      [id],
    );
    return rows.length === 1;
  }

  /** Which draft clip belongs to which entry. */
  async attached(tx: Transaction): Promise<ReadonlyMap<ClipId, IncidentId>> {
    const rows = await tx.query<{ clip: ClipId; incident: IncidentId }>(
      'SELECT clip_id AS clip, incident_id AS incident FROM lintel.incident_clip',
    );
    return new Map(rows.map(({ clip, incident }) => [clip, incident]));
  }

  /** These clips belong to the entry, and those no more: by default all its other draft clips. Row-level security leaves out what is out of reach. */
  async attach(
    tx: Transaction,
    id: IncidentId,
    clips: readonly ClipId[],
    loose?: readonly ClipId[],
  ): Promise<void> {
    await tx.query(
      `DELETE FROM lintel.incident_clip
        WHERE clip_id = ANY($2::uuid[]) OR incident_id = $1 AND ($3::uuid[] IS NULL OR clip_id = ANY($3::uuid[]))`,
      [id, clips, loose ?? null],
    );
    await tx.query(
      `INSERT INTO lintel.incident_clip (clip_id, incident_id)
       SELECT c.id, $1 FROM lintel.clip c WHERE c.id = ANY($2::uuid[])`,
      [id, clips],
    );
  }

  /** Numbers and seals the entries of a sending that this transaction has just made. */
  async send(tx: Transaction, id: SubmissionId): Promise<void> {
    await tx.query('SELECT lintel.send_incidents($1)', [id]);
  }
}
