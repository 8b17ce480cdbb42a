import { Injectable } from '@nestjs/common';
import type { ClipId, OfficerId } from '../../kernel/ids';
import type { Transaction } from '../../platform/database';
import type { EventTime } from './domain/candidate';

/** What an officer took for the time of the event. */
export interface TimeChoice {
  readonly candidate: number;
  readonly instant: Date;
  readonly reason: string;
  readonly officerId: OfficerId;
  readonly chosenAt: Date;
}

const CHOICE = `candidate_id::float8 AS candidate, instant, reason, officer_id AS "officerId", chosen_at AS "chosenAt"`;

@Injectable()
export class TimeChoiceRepository {
  /** Newest first. */
  async ofClip(tx: Transaction, clip: ClipId): Promise<TimeChoice[]> {
    return tx.query<TimeChoice>(
      `SELECT ${CHOICE} FROM lintel.time_choice WHERE clip_id = $1 ORDER BY id DESC`,
      [clip],
    );
  }

  async add(tx: Transaction, clip: ClipId, choice: Omit<TimeChoice, 'chosenAt'>): Promise<void> {
    await tx.query(
      `INSERT INTO lintel.time_choice (clip_id, candidate_id, instant, reason, officer_id)
       VALUES ($1, $2, $3, $4, $5)`,
      [clip, choice.candidate, choice.instant, choice.reason, choice.officerId],
    );
  }

  /** Gives the id under which the candidate is kept. */
  async addTime(tx: Transaction, clip: ClipId, time: EventTime): Promise<number> {
    const [row] = await tx.query<{ id: number }>(
      `INSERT INTO lintel.time_candidate (clip_id, source, of_event, candidate)
       VALUES ($1, $2, true, $3) RETURNING id::float8 AS id`,
      [clip, time.source, JSON.stringify(time)],
    );
    if (row === undefined) throw new Error('the database kept no candidate');
    return row.id;
  }
}
