import type { Transaction } from '../../platform/database';
import type { JudgementEntity } from './sign-in.entity';

export type Judged = JudgementEntity['kind'];

/** So many missing within an hour, and nothing of that kind is judged until an hour has gone by; as `lintel.may_judge` has it. */
export const MOST_UNDONE = 200;
/** A few are of whoever lost the connection, and up to 32 of each time that PostgreSQL was killed. */
export const WORRYING_UNDONE = MOST_UNDONE / 2;

/** For the operator and the worker: how many judgements of codes and passwords were taken back within the last hour. */
export async function judgementsUndone(tx: Transaction): Promise<{ kind: Judged; undone: number }[]> {
  return tx.query<{ kind: Judged; undone: number }>('SELECT kind, undone FROM lintel.judgements_undone()');
}
