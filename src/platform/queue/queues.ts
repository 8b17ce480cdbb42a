import { setTimeout as sleep } from 'node:timers/promises';
import type { Job } from 'bullmq';
import { NotFound } from '../../kernel/errors';
import type { Database } from '../database';
import type { Logger } from '../observability';
import type { JobQueue, JobWorker, QueueBackend } from './backend';
import { checkHandlers, type JobHandler } from './handlers';
import { type AnyJob, kindOf } from './job-contract';
import { type OpenRows, openRows } from './outbox.repository';
import { postgresBackend } from './postgres-backend';
import { makeProcessor } from './processor';
import { redisBackend } from './redis-backend';
import { Relay, RELAY_DEFAULTS, type RelaySettings } from './relay';
import { ServiceHealth } from '../services';
import { waitingOf, type Waiting } from './waiting';

/** How long a handler may take to heed its aborted signal when the process stops. */
const STUBBORN_MS = 5_000;

export interface QueueChoices {
  /** Every kind of job there is. */
  readonly jobs: readonly AnyJob[];
  /** With it the jobs live in Redis, without it in PostgreSQL. */
  readonly redisUrl?: string | undefined;
  /** As lintel_worker: BullMQ's own tables are in its schema. */
  readonly workerDatabaseUrl: string;
  /** As lintel_worker: for the outbox. */
  readonly database: Database;
  readonly logger: Logger;
  /** Jobs of each queue at once in this process; of a quick one as many and one more, which no single party can take. */
  readonly concurrency: number;
  /** How long a job stays with a worker that fell silent, milliseconds; default 10 000. */
  readonly lockMs?: number;
  readonly relay?: Partial<RelaySettings>;
  /** What work needs besides the queue; default: nothing is known to be away. */
  readonly health?: ServiceHealth;
  /** A job that met a service that is away is tried again after at most so long, milliseconds; default 15 000. */
  readonly longestWaitMs?: number;
  /** A job that has waited so long for a service is shown to people, milliseconds; default 60 000. */
  readonly stuckMs?: number;
  /** A job of a kind that no worker knows is given up after so long, milliseconds; default a week. */
  readonly unknownMs?: number;
}

/** A job whose attempts are used up or that could not be understood. It stays until it is retried or removed. */
export interface FailedJob {
  readonly queue: string;
  readonly name: string;
  readonly id: string;
  readonly reason: string;
  readonly attempts: number;
  readonly failedAt: Date;
  readonly payload: unknown;
}

/** A job that waits for a service that is away, or for a worker that knows its kind. It is done again by itself. */
export interface WaitingJob extends Waiting {
  readonly queue: string;
  readonly name: string;
  readonly id: string;
}

const PAGE = 500;

/** The queues of a worker process: relay in, workers out, and what an operator needs to see. */
export class Queues {
  private readonly stopping = new AbortController();
  private readonly workers: JobWorker[] = [];
  private relay: Relay | undefined;

  constructor(
    private readonly backend: QueueBackend,
    private readonly queues: ReadonlyMap<string, JobQueue>,
    private readonly choices: QueueChoices,
  ) {}

  /** Starts the relay alone: jobs are added, none is done here. */
  startRelay(): void {
    const { database, jobs, logger, relay, concurrency } = this.choices;
    const settings = { ...RELAY_DEFAULTS, places: concurrency, ...relay };
    this.relay ??= new Relay(database, this.queues, jobs, logger, settings);
    this.relay.start();
  }

  /** Starts a worker for every queue. @throws BadHandlers, before anything starts, unless each job has one handler. */
  async startWorkers(handlers: readonly JobHandler[]): Promise<void> {
    checkHandlers(this.choices.jobs, handlers);
    for (const queue of this.queues.keys()) this.workers.push(this.startWorker(queue, handlers));
    await Promise.all(this.workers.map((worker) => worker.waitUntilReady()));
  }

  private startWorker(queue: string, handlers: readonly JobHandler[]): JobWorker {
    const { database, logger, concurrency, lockMs = 10_000 } = this.choices;
    const {
      health = new ServiceHealth(logger),
      longestWaitMs = 15_000,
      stuckMs = 60_000,
      unknownMs,
    } = this.choices;
    const about = (job: Job) => ({ job: kindOf({ queue, name: job.name }), id: job.id });
    const processor = makeProcessor({
      queue,
      handlers,
      database,
      stopping: this.stopping.signal,
      health,
      longestWaitMs,
      stuckMs,
      unknownMs,
      onPlaceFree: () => this.relay?.nudge(),
      onError: (job, error) =>
        logger.error({ ...about(job), attempt: job.attemptsMade + 1, err: error }, 'job failed'),
    });
    const spare = this.choices.jobs.some((job) => job.queue === queue && job.quick) ? 1 : 0;
    const worker = this.backend.worker(queue, processor, { concurrency: concurrency + spare, lockMs });
    worker.on('error', quietly(logger, queue));
    worker.on('failed', (job, error) => {
      if (job?.finishedOn !== undefined)
        logger.error({ ...about(job), attempts: job.attemptsMade, reason: error.message }, 'job given up');
    });
    worker.on('stalled', (id) =>
      logger.warn({ queue, id }, 'job taken up again after its worker fell silent'),
    );
    worker.on('lockRenewalFailed', (ids: string[]) => ids.forEach((id) => worker.cancelJob(id, 'lost')));
    void worker.run().catch((error: unknown) => logger.error({ queue, err: error }, 'worker ended'));
    return worker;
  }

  /** The failed jobs of every queue. */
  async failedJobs(): Promise<FailedJob[]> {
    const lists = await Promise.all(
      [...this.queues].map(async ([queue, source]) =>
        (await everyPage((start, end) => source.getFailed(start, end))).map((job) => ({
          queue,
          name: job.name,
          id: job.id ?? '',
          reason: job.failedReason,
          attempts: job.attemptsMade,
          failedAt: new Date(job.finishedOn ?? 0),
          payload: job.data as unknown,
        })),
      ),
    );
    return lists.flat();
  }

  /** The jobs of every queue that wait for a service or a newer worker, and those that have waited and are tried at the moment. */
  async waitingJobs(): Promise<WaitingJob[]> {
    const found = new Map<string, WaitingJob>();
    for (const [queue, source] of this.queues) {
      const put = await everyPage((start, end) => source.getDelayed(start, end));
      // Also in the seconds in which a worker tries it again.
      const tried = await everyPage((start, end) => source.getActive(start, end));
      for (const job of [...put, ...tried]) {
        const waiting = waitingOf(job);
        const id = job.id ?? '';
        if (waiting !== undefined) found.set(`${queue}/${id}`, { queue, name: job.name, id, ...waiting });
      }
    }
    return [...found.values()];
  }

  /** What has become of a job: BullMQ's word, and the reason where it has failed. */
  async fateOf(queue: string, id: string): Promise<{ readonly state: string; readonly why?: string }> {
    const source = this.queues.get(queue);
    const [state, job] = [await source?.getJobState(id), await source?.getJob(id)];
    const why = state === 'failed' ? job?.failedReason : job && waitingOf(job)?.why;
    return { state: state ?? 'unknown', ...(why !== undefined && { why }) };
  }

  /** Rejects while the queue's own home does not answer. */
  async check(): Promise<void> {
    for (const queue of this.queues.values()) {
      await queue.getJobCounts('active');
      return;
    }
  }

  /** Gives a failed job all its attempts again. @throws NotFound when there is no such failed job. */
  async retry(queue: string, id: string): Promise<void> {
    const job = await this.queues.get(queue)?.getJob(id);
    if (job === undefined || !(await job.isFailed())) throw new NotFound('That failed job');
    await job.retry('failed', { resetAttemptsMade: true, resetAttemptsStarted: true });
  }

  /** Jobs of each queue by state, and what the outbox asks for. */
  async counts(): Promise<{
    readonly queues: Readonly<Record<string, Readonly<Record<string, number>>>>;
    readonly outbox: OpenRows;
  }> {
    const states = ['waiting', 'active', 'delayed', 'failed', 'completed'] as const;
    const queues = await Promise.all(
      [...this.queues].map(async ([name, queue]) => [name, await queue.getJobCounts(...states)] as const),
    );
    return { queues: Object.fromEntries(queues), outbox: await openRows(this.choices.database) };
  }

  /**
   * Takes no new job and lets those at work end for at most `graceMs`; then their signals abort, and what stops for that
   * goes back to the queue without losing an attempt.
   */
  async close(graceMs = 10_000): Promise<void> {
    await this.relay?.stop();
    const late = setTimeout(() => this.stopping.abort(), graceMs);
    const given = new AbortController();
    // A handler that does not heed its signal is left behind: its job falls silent and another worker takes it up.
    await Promise.race([
      Promise.all(this.workers.map((worker) => worker.close())),
      sleep(graceMs + STUBBORN_MS, undefined, { signal: given.signal }).catch(() => undefined),
    ]);
    given.abort();
    clearTimeout(late);
    await Promise.all([...this.queues.values()].map((queue) => queue.close()));
    await this.backend.close();
  }
}

async function everyPage(page: (start: number, end: number) => Promise<Job[]>): Promise<Job[]> {
  const found: Job[] = [];
  for (;;) {
    const jobs = await page(found.length, found.length + PAGE - 1);
    found.push(...jobs);
    if (jobs.length < PAGE) return found;
  }
}

/** One line a minute for each queue: a backend that is away reports itself many times a second. */
function quietly(logger: Logger, queue: string): (error: Error) => void {
  let last = 0;
  return (error) => {
    if (Date.now() - last < 60_000) return;
    last = Date.now();
    logger.warn({ queue, err: error }, 'trouble with the queue');
  };
}

/** @throws UnsafeRedis, or the driver's error when the backend cannot be reached. */
export async function openQueues(choices: QueueChoices): Promise<Queues> {
  const backend =
    choices.redisUrl === undefined
      ? postgresBackend(choices.workerDatabaseUrl)
      : redisBackend(choices.redisUrl);
  await backend.check();
  const queues = new Map<string, JobQueue>();
  for (const name of new Set(choices.jobs.map((job) => job.queue))) {
    const queue = backend.queue(name);
    queue.on('error', quietly(choices.logger, name));
    queues.set(name, queue);
  }
  await Promise.all([...queues.values()].map((queue) => queue.waitUntilReady()));
  return new Queues(backend, queues, choices);
}
