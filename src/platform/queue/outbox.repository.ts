import type { Database, Transaction } from '../database';

export interface OutboxRow {
  /** Decimal. */
  readonly id: string;
  readonly queue: string;
  readonly name: string;
  readonly job_id: string;
  readonly payload: Readonly<Record<string, unknown>>;
}

const COLUMNS = 'id::text, queue, name, job_id, payload';

/** The queue's id of an outbox row's job: the same however often the row is relayed, another for every row. */
export const queueJobId = (row: Pick<OutboxRow, 'id' | 'job_id'>): string => `${row.job_id}.${row.id}`;

/** The row that a queue's job came from. */
export const outboxId = (jobId: string): string => jobId.slice(jobId.lastIndexOf('.') + 1);

/** Rows that no relay has taken, locked until the transaction ends; rows another relay holds are passed over. */
export const takeWaiting = (
  tx: Transaction,
  queues: readonly string[],
  limit: number,
): Promise<OutboxRow[]> =>
  tx.query<OutboxRow>(
    `SELECT ${COLUMNS} FROM lintel.outbox WHERE relayed_at IS NULL AND queue = ANY($1)
     ORDER BY id LIMIT $2 FOR UPDATE SKIP LOCKED`,
    [queues, limit],
  );

export async function markRelayed(tx: Transaction, ids: readonly string[]): Promise<void> {
  await tx.query('UPDATE lintel.outbox SET relayed_at = now() WHERE id = ANY($1)', [ids]);
}

/** Its work is done: the row need not be looked after any more. Safe to repeat. */
export async function markDone(database: Database, id: string): Promise<void> {
  await database.transaction((tx) =>
    tx.query('UPDATE lintel.outbox SET done_at = now() WHERE id = $1 AND done_at IS NULL', [id]),
  );
}

/** Rows relayed longer than `seconds` ago whose work is not done, after `afterId`, in order. */
export const overdue = (
  database: Database,
  queues: readonly string[],
  seconds: number,
  afterId: string,
  limit: number,
): Promise<OutboxRow[]> =>
  database.transaction((tx) =>
    tx.query<OutboxRow>(
      `SELECT ${COLUMNS} FROM lintel.outbox
       WHERE done_at IS NULL AND relayed_at < now() - make_interval(secs => $2) AND queue = ANY($1) AND id > $3
       ORDER BY id LIMIT $4`,
      [queues, seconds, afterId, limit],
    ),
  );

/** The queue has lost these: they are relayed again. */
export async function relayAgain(database: Database, ids: readonly string[]): Promise<void> {
  await database.transaction((tx) =>
    tx.query('UPDATE lintel.outbox SET relayed_at = NULL WHERE id = ANY($1) AND done_at IS NULL', [ids]),
  );
}

export async function pruneDone(database: Database, days: number): Promise<void> {
  await database.transaction((tx) =>
    tx.query('DELETE FROM lintel.outbox WHERE done_at < now() - make_interval(days => $1)', [days]),
  );
}

/** Rows that wait for a relay and the age of the oldest in seconds, of any queue: for metrics and the doctor. */
export async function waitingRows(database: Database): Promise<{ rows: number; oldestSeconds: number }> {
  const [row] = await database.transaction((tx) =>
    tx.query<{ rows: number; oldest: number }>(
      `SELECT count(*)::int AS rows, coalesce(extract(epoch FROM now() - min(created_at)), 0)::float8 AS oldest
       FROM lintel.outbox WHERE relayed_at IS NULL`,
    ),
  );
  return { rows: row?.rows ?? 0, oldestSeconds: row?.oldest ?? 0 };
}
