import { Injectable } from '@nestjs/common';
import type { ClipId, InvestigationId, InvitationId, OfficerId } from '../../kernel/ids';
import type { Transaction } from '../../platform/database';
import type { EventTime } from './domain/candidate';
import { SLACK } from './domain/times';

/** What an officer took for the time of the event. */
export interface TimeChoice {
  /** Rising: the highest of a clip counts. */
  readonly id: number;
  readonly candidate: number;
  readonly instant: Date;
  readonly reason: string;
  readonly officerId: OfficerId;
  readonly chosenAt: Date;
}

/** What else counts where the times of several clips are chosen at once. */
export interface TimeState {
  readonly id: ClipId;
  /** Seconds; 0 where nobody knows. */
  readonly duration: number;
  readonly written: boolean;
  readonly erased: boolean;
  readonly link: InvitationId | null;
  /** Whose link it is; `null` of what an officer added, and in an emergency. */
  readonly sentBy: string | null;
  /** The id of the choice that counts. */
  readonly newestChoice: number | null;
}

const CHOICE = `id::float8 AS id, candidate_id::float8 AS candidate, instant, reason, officer_id AS "officerId", chosen_at AS "chosenAt"`;

@Injectable()
export class TimeChoiceRepository {
  /** Newest first. */
  async ofClip(tx: Transaction, clip: ClipId): Promise<TimeChoice[]> {
    return tx.query<TimeChoice>(
      `SELECT ${CHOICE} FROM lintel.time_choice WHERE clip_id = $1 ORDER BY id DESC`,
      [clip],
    );
  }

  async isErased(tx: Transaction, clip: ClipId): Promise<boolean> {
    const rows = await tx.query('SELECT FROM lintel.clip WHERE id = $1 AND erased_at IS NOT NULL', [clip]);
    return rows.length > 0;
  }

  /** Gives its id; `undefined` where the clip was here before that time, by more than clocks differ. */
  async add(
    tx: Transaction,
    clip: ClipId,
    choice: Omit<TimeChoice, 'id' | 'chosenAt'>,
  ): Promise<number | undefined> {
    const [row] = await tx.query<{ id: number }>(
      `INSERT INTO lintel.time_choice (clip_id, candidate_id, instant, reason, officer_id)
       SELECT c.id, $2::bigint, $3::timestamptz, $4::text, $5::uuid FROM lintel.clip c
        WHERE c.id = $1 AND coalesce(c.received_at, c.created_at) >= $6::timestamptz RETURNING id::float8 AS id`,
      [
        ...[clip, choice.candidate, choice.instant, choice.reason, choice.officerId],
        new Date(choice.instant.getTime() - SLACK),
      ],
    );
    return row?.id;
  }

  /** The id of the choice that counts beside one; null where there is no other. */
  async newestBeside(tx: Transaction, clip: ClipId, id: number): Promise<number | null> {
    const [row] = await tx.query<{ newest: number | null }>(
      'SELECT max(id)::float8 AS newest FROM lintel.time_choice WHERE clip_id = $1 AND id <> $2',
      [clip, id],
    );
    return row?.newest ?? null;
  }

  /** Of those of the investigation, in no order. Choices with an id of `but` do not count. */
  async states(
    tx: Transaction,
    id: InvestigationId,
    clips: readonly ClipId[],
    but: readonly number[],
  ): Promise<TimeState[]> {
    return tx.query<TimeState>(
      `SELECT c.id, coalesce((c.media ->> 'duration')::float8, 0) AS duration, c.written, c.erased_at IS NOT NULL AS erased,
              c.invitation_id AS link, v.holder AS "sentBy",
              (SELECT max(t.id)::float8 FROM lintel.time_choice t WHERE t.clip_id = c.id AND t.id <> ALL ($3::bigint[])) AS "newestChoice"
         FROM lintel.clip c LEFT JOIN lintel.invitation v ON v.id = c.invitation_id
        WHERE c.investigation_id = $1 AND c.id = ANY ($2::uuid[])`,
      [id, clips, but],
    );
  }

  /** Gives the id under which the candidate is kept. */
  async addTime(tx: Transaction, clip: ClipId, time: EventTime): Promise<number> {
    const [row] = await tx.query<{ id: number }>(
      `INSERT INTO lintel.time_candidate (clip_id, source, of_event, candidate)
       VALUES ($1, $2, true, $3) RETURNING id::float8 AS id`,
      [clip, time.source, JSON.stringify(time)],
    );
    return idOf(row);
  }
}

function idOf(row: { readonly id: number } | undefined): number {
  if (row === undefined) throw new Error('the database kept nothing');
  return row.id;
}
