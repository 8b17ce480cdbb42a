import { setTimeout as sleep } from 'node:timers/promises';
import type { Job } from 'bullmq';
import type { Database } from '../database';
import type { Logger } from '../observability';
import type { JobQueue } from './backend';
import { type AnyJob, kindOf, USUAL_ATTEMPTS } from './job-contract';
import {
  giveUpPlaces,
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
  /** Jobs of one party (a link, say) that are in one queue at once: the rest of them wait here, and block nobody. */
  readonly places: number;
}

/** No job is put off for longer in one go, unless its kind waits longer between attempts. Milliseconds. */
const LONGEST_MS = 3_600_000;
/** Clocks of workers may differ by so much. Milliseconds. */
const APART_MS = 60_000;

/** Until a time that the clock of its worker, or whoever wrote into the queue, has put into a far future. */
function isPutOffTooLong(
  { delay, processedOn = 0 }: Pick<Job, 'delay' | 'processedOn'>,
  { attempts, backoff }: Pick<AnyJob, 'attempts' | 'backoff'>,
): boolean {
  const longest = backoff.type === 'exponential' ? backoff.delayMs * 2 ** attempts : backoff.delayMs;
  return delay > Math.max(LONGEST_MS, longest) || processedOn > Date.now() + APART_MS;
}

/** Places that become free within so long are looked for together. */
const NUDGED_MS = 10;

export const RELAY_DEFAULTS: RelaySettings = {
  batch: 500,
  pollMs: 200,
  overdueSeconds: 120,
  keepDays: 7,
  places: 2,
};

/**
 * Turns outbox rows into jobs. The rows are locked while their jobs are added, then marked; killed in between, the next
 * relay adds them again under the same ids, which BullMQ ignores while it knows the job. Several relays may run.
 * What the queue has lost (a Redis without its disk) is found and relayed again: the outbox is the truth.
 */
export class Relay {
  private readonly stopping = new AbortController();
  private running: Promise<void> | undefined;
  /** Ends the pause of the relay at once. */
  private wake: () => void = () => undefined;
  private asked = false;

  constructor(
    private readonly database: Database,
    private readonly queues: ReadonlyMap<string, JobQueue>,
    private readonly jobs: readonly AnyJob[],
    private readonly logger: Logger,
    private readonly settings: RelaySettings,
  ) {}

  start(): void {
    this.running ??= Promise.all([
      this.every(
        () => this.pause(this.settings.pollMs),
        () => this.relay(),
      ),
      this.every(
        () => this.sleep(Math.min(30_000, this.settings.overdueSeconds * 500)),
        () => this.lookAfter(),
      ),
    ]).then(() => undefined);
  }

  /** There may be work that waits for a place: looks at once. */
  nudge(): void {
    this.asked = true;
    this.wake();
  }

  async stop(): Promise<void> {
    this.stopping.abort();
    this.wake();
    await this.running;
  }

  private async sleep(ms: number): Promise<void> {
    await sleep(ms, undefined, { signal: this.stopping.signal }).catch(() => undefined);
  }

  private async pause(ms: number): Promise<void> {
    if (this.asked) await this.sleep(NUDGED_MS);
    else if (!this.stopping.signal.aborted) {
      await new Promise<void>((resolve) => {
        const late = setTimeout(resolve, ms);
        this.wake = () => {
          clearTimeout(late);
          resolve();
        };
      });
    }
    this.asked = false;
  }

  private async every(pause: () => Promise<void>, work: () => Promise<boolean>): Promise<void> {
    let troubled = false;
    while (!this.stopping.signal.aborted) {
      let more = false;
      try {
        more = await work();
        troubled = false;
      } catch (error) {
        // One line when it begins: an outage may last for hours.
        if (!troubled) this.logger.warn({ err: error }, 'the outbox cannot be relayed for now');
        // oxlint-disable-next-line no-useless-assignment -- the next round reads it
        troubled = true;
      }
      if (!more) await pause();
    }
  }

  /** One batch. True when there may be more. */
  private async relay(): Promise<boolean> {
    return this.database.transaction(async (tx) => {
      const rows = await takeWaiting(tx, [...this.queues.keys()], this.settings.batch, this.settings.places);
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

  /** One that is not known here is a newer version's. */
  private kindOfRow(row: OutboxRow): Pick<AnyJob, 'attempts' | 'backoff'> {
    return this.jobs.find((job) => kindOf(job) === kindOf(row)) ?? USUAL_ATTEMPTS;
  }

  private toJob(row: OutboxRow) {
    const { attempts, backoff } = this.kindOfRow(row);
    return {
      name: row.name,
      data: row.payload,
      opts: {
        jobId: queueJobId(row),
        attempts,
        backoff: { type: backoff.type, delay: backoff.delayMs },
        // Completed jobs stay long enough to swallow a second relay; failed ones until someone has seen to them.
        removeOnComplete: { age: 3_600, count: 5_000 },
        removeOnFail: false,
        stackTraceLimit: 0,
      },
    };
  }

  /** What the queue makes of an overdue row. What it says is believed only where it lets the work be done. */
  private async standing(row: OutboxRow): Promise<'lost' | 'failed' | 'there'> {
    const queue = this.queues.get(row.queue);
    const state = await queue?.getJobState(queueJobId(row));
    // Called completed, and not done: the database was brought back to before, or somebody wrote into the queue.
    if (state === 'completed') await queue?.remove(queueJobId(row));
    if (state === 'delayed') {
      const job = await queue?.getJob(queueJobId(row));
      if (job !== undefined && isPutOffTooLong(job, this.kindOfRow(row))) await job.promote();
    }
    return state === 'unknown' || state === 'completed' ? 'lost' : state === 'failed' ? 'failed' : 'there';
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
      const [lost, failed]: [number[], number[]] = [[], []];
      for (const row of rows) {
        const state = await this.standing(row);
        if (state === 'lost') lost.push(row.id);
        if (state === 'failed') failed.push(row.id);
      }
      // Their worker died before it could say so.
      if (failed.length > 0) await giveUpPlaces(this.database, failed);
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
