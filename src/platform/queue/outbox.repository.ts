import { Any, IsNull, NOW, type Database, type Transaction } from '../database';
import { OutboxEntity } from './outbox.entity';

export type OutboxRow = Pick<OutboxEntity, 'id' | 'queue' | 'name' | 'jobId' | 'payload'>;

const COLUMNS = 'id::float8 AS id, queue, name, job_id AS "jobId", payload';

/** The queue's id of an outbox row's job: the same however often the row is relayed, another for every row. */
export const queueJobId = (row: Pick<OutboxRow, 'id' | 'jobId'>): string => `${row.jobId}.${row.id}`;

/** The row that a queue's job came from. */
const outboxId = (jobId: string): number => Number(jobId.slice(jobId.lastIndexOf('.') + 1));

/**
 * Rows that no relay has taken, locked until the transaction ends; rows another relay holds are passed over. Of each party no more
 * than it has `places` in a queue, and the parties take turns: whoever asks for much waits behind themselves.
 */
export const takeWaiting = (
  tx: Transaction,
  queues: readonly string[],
  limit: number,
  places: number,
): Promise<OutboxRow[]> =>
  tx.query<OutboxRow>(
    `WITH party AS (
       SELECT queue, on_behalf_of FROM lintel.outbox
        WHERE relayed_at IS NULL AND queue = ANY($1) AND on_behalf_of IS NOT NULL GROUP BY queue, on_behalf_of),
     candidate AS (
       SELECT n.id, row_number() OVER (PARTITION BY p.queue, p.on_behalf_of ORDER BY n.id) AS turn
         FROM party p CROSS JOIN LATERAL (
           SELECT o.id FROM lintel.outbox o
            WHERE o.relayed_at IS NULL AND o.queue = p.queue AND o.on_behalf_of = p.on_behalf_of ORDER BY o.id
            LIMIT greatest(0, $3 - (SELECT count(*) FROM lintel.outbox b
              WHERE b.in_queue AND b.queue = p.queue AND b.on_behalf_of = p.on_behalf_of))) n
       UNION ALL
       (SELECT o.id, 0 FROM lintel.outbox o
         WHERE o.relayed_at IS NULL AND o.queue = ANY($1) AND o.on_behalf_of IS NULL ORDER BY o.id LIMIT $2))
     SELECT ${COLUMNS} FROM lintel.outbox
      WHERE relayed_at IS NULL AND id IN (SELECT c.id FROM candidate c ORDER BY c.turn, c.id LIMIT $2)
      ORDER BY id FOR UPDATE SKIP LOCKED`,
    [queues, limit, places],
  );

export async function markRelayed(tx: Transaction, ids: readonly number[]): Promise<void> {
  await tx.repository(OutboxEntity).update({ id: Any(ids) }, { relayedAt: NOW, inQueue: true });
}

/** They will not be done by themselves any more: their places are for others of their party. Safe to repeat. */
export async function giveUpPlaces(database: Database, ids: readonly number[]): Promise<void> {
  await database.transaction((tx) =>
    tx.repository(OutboxEntity).update({ id: Any(ids), inQueue: true }, { inQueue: false }),
  );
}

/** What a queue's job is to do: the row that it came from. */
export type Asked = Pick<OutboxEntity, 'id' | 'payload' | 'traceParent' | 'doneAt'>;

/** The row of a job that the queue hands out; undefined where no row asks for just that. */
export async function askedFor(
  database: Database,
  job: { readonly queue: string; readonly name: string; readonly id?: string | undefined },
): Promise<Asked | undefined> {
  const id = outboxId(job.id ?? '');
  if (!Number.isSafeInteger(id)) return undefined;
  const [row] = await database.transaction((tx) =>
    tx.query<Asked>(
      `SELECT id::float8 AS id, payload, trace_parent AS "traceParent", done_at AS "doneAt" FROM lintel.outbox
        WHERE id = $1 AND queue = $2 AND name = $3 AND job_id || '.' || id = $4`,
      [id, job.queue, job.name, job.id],
    ),
  );
  return row;
}

/** Its work is done: the row need not be looked after any more. Safe to repeat. */
export async function markDone(database: Database, id: number): Promise<void> {
  await database.transaction((tx) =>
    tx.repository(OutboxEntity).update({ id, doneAt: IsNull() }, { doneAt: NOW, inQueue: false }),
  );
}

/** Rows relayed longer than `seconds` ago whose work is not done, after `afterId`, in order. */
export const overdue = (
  database: Database,
  queues: readonly string[],
  seconds: number,
  afterId: number,
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
export async function relayAgain(database: Database, ids: readonly number[]): Promise<void> {
  await database.transaction((tx) =>
    tx
      .repository(OutboxEntity)
      .update({ id: Any(ids), doneAt: IsNull() }, { relayedAt: null, inQueue: false }),
  );
}

export async function pruneDone(database: Database, days: number): Promise<void> {
  await database.transaction((tx) =>
    tx.query('DELETE FROM lintel.outbox WHERE done_at < now() - make_interval(days => $1)', [days]),
  );
}

/** A job is done within minutes; what has been asked for so long ago and is not done is looked into. */
const LATE = "interval '1 hour'";

export interface OpenRows {
  /** That no relay has taken. */
  readonly rows: number;
  /** Of those. */
  readonly oldestSeconds: number;
  /** Asked for more than an hour ago and not done, wherever the queue says that they are. */
  readonly late: number;
}

/** What has been asked for and is not done, of any queue: for metrics and the doctor. */
export async function openRows(database: Database): Promise<OpenRows> {
  const [row] = await database.transaction((tx) =>
    tx.query<OpenRows>(
      `SELECT count(*) FILTER (WHERE relayed_at IS NULL)::int AS rows,
              coalesce(extract(epoch FROM now() - min(created_at) FILTER (WHERE relayed_at IS NULL)), 0)::float8 AS "oldestSeconds",
              count(*) FILTER (WHERE created_at < now() - ${LATE})::int AS late
         FROM lintel.outbox WHERE done_at IS NULL`,
    ),
  );
  return row ?? { rows: 0, oldestSeconds: 0, late: 0 };
}
