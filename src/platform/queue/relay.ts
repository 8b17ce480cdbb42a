import { setTimeout as sleep } from 'node:timers/promises';
import type { Database } from '../database';
import type { Logger } from '../observability';
import type { JobQueue } from './backend';
import { type AnyJob, kindOf } from './job-contract';
import {
  markRelayed,
  type OutboxRow,
  overdue,
  pruneDone,
  queueJobId,
  relayAgain,
  takeWaiting,
} from './outbox.repository';

export interface RelaySettings {
  /** Rows taken at once. */
  readonly batch: number;
  /** Pause between looks at an empty outbox, milliseconds. Polling, since NOTIFY would make commits take turns. */
  readonly pollMs: number;
  /** Work relayed so long ago and not done is looked for in the queue, seconds. */
  readonly overdueSeconds: number;
  /** Done rows are forgotten after so many days. */
  readonly keepDays: number;
}

export const RELAY_DEFAULTS: RelaySettings = { batch: 500, pollMs: 200, overdueSeconds: 120, keepDays: 7 };

/**
 * Turns outbox rows into jobs. The rows are locked while their jobs are added, then marked; killed in between, the next
 * relay adds them again under the same ids, which BullMQ ignores while it knows the job. Several relays may run.
 * What the queue has lost (a Redis without its disk) is found and relayed again: the outbox is the truth.
 */
export class Relay {
  private readonly stopping = new AbortController();
  private running: Promise<void> | undefined;

  constructor(
    private readonly database: Database,
    private readonly queues: ReadonlyMap<string, JobQueue>,
    private readonly jobs: readonly AnyJob[],
    private readonly logger: Logger,
    private readonly settings: RelaySettings,
  ) {}

  start(): void {
    this.running ??= Promise.all([
      this.every(this.settings.pollMs, () => this.relay()),
      this.every(Math.min(30_000, this.settings.overdueSeconds * 500), () => this.lookAfter()),
    ]).then(() => undefined);
  }

  async stop(): Promise<void> {
    this.stopping.abort();
    await this.running;
  }

  private async every(pauseMs: number, work: () => Promise<boolean>): Promise<void> {
    let troubled = false;
    while (!this.stopping.signal.aborted) {
      let more = false;
      try {
        more = await work();
        troubled = false;
      } catch (error) {
        // One line when it begins: an outage may last for hours.
        if (!troubled) this.logger.warn({ err: error }, 'the outbox cannot be relayed for now');
        troubled = true;
      }
      if (!more) await sleep(pauseMs, undefined, { signal: this.stopping.signal }).catch(() => undefined);
    }
  }

  /** One batch. True when there may be more. */
  private async relay(): Promise<boolean> {
    return this.database.transaction(async (tx) => {
      const rows = await takeWaiting(tx, [...this.queues.keys()], this.settings.batch);
      for (const [name, queue] of this.queues) {
        const jobs = rows.filter((row) => row.queue === name).map((row) => this.toJob(row));
        if (jobs.length > 0) await queue.addBulk(jobs);
      }
      if (rows.length > 0)
        await markRelayed(
          tx,
          rows.map((row) => row.id),
        );
      return rows.length === this.settings.batch;
    });
  }

  private toJob(row: OutboxRow) {
    const contract = this.jobs.find((job) => kindOf(job) === kindOf(row));
    return {
      name: row.name,
      data: row.payload,
      opts: {
        jobId: queueJobId(row),
        attempts: contract?.attempts ?? 1,
        ...(contract === undefined
          ? {}
          : { backoff: { type: contract.backoff.type, delay: contract.backoff.delayMs } }),
        // Completed jobs stay long enough to swallow a second relay; failed ones until someone has seen to them.
        removeOnComplete: { age: 3_600, count: 5_000 },
        removeOnFail: false,
        stackTraceLimit: 0,
      },
    };
  }

  private async lookAfter(): Promise<boolean> {
    let after = 0;
    for (;;) {
      const rows = await overdue(
        this.database,
        [...this.queues.keys()],
        this.settings.overdueSeconds,
        after,
        this.settings.batch,
      );
      const lost: number[] = [];
      for (const row of rows) {
        if ((await this.queues.get(row.queue)?.getJobState(queueJobId(row))) === 'unknown') lost.push(row.id);
      }
      if (lost.length > 0) {
        this.logger.warn({ jobs: lost.length }, 'the queue has lost jobs; they are relayed again');
        await relayAgain(this.database, lost);
      }
      const last = rows.at(-1);
      if (last === undefined || rows.length < this.settings.batch || this.stopping.signal.aborted) break;
      after = last.id;
    }
    await pruneDone(this.database, this.settings.keepDays);
    return false;
  }
}
