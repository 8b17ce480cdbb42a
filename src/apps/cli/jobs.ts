import { setTimeout as sleep } from 'node:timers/promises';
import type { Config } from '../../config';
import { openDatabase } from '../../platform/database';
import { createLogger } from '../../platform/observability';
import { openQueues, type FailedJob, type Queues, type WaitingJob } from '../../platform/queue';
import { JOBS } from '../worker/jobs';
import { withDatabase } from './databases';
import { Refusal } from './refusal';
import { say } from './say';

export interface JobsChoices {
  /** One of the list, or `all`. */
  readonly retry?: string;
  /** So long it is watched what becomes of them, seconds. */
  readonly wait?: number;
}

/** Runs `work` with the queues of a worker, of which no job is done here. `databaseUrl` as lintel_worker. */
export async function withQueues<T>(
  { redisUrl }: Config,
  databaseUrl: string,
  work: (queues: Queues) => Promise<T>,
): Promise<T> {
  const database = await openDatabase(databaseUrl, 2);
  const logger = createLogger({ process: 'cli', level: 'silent' });
  try {
    const choices = {
      jobs: JOBS,
      redisUrl,
      workerDatabaseUrl: databaseUrl,
      database,
      logger,
      concurrency: 1,
    };
    const queues = await openQueues(choices);
    try {
      return await work(queues);
    } finally {
      await queues.close();
    }
  } finally {
    await database.close();
  }
}

const nameOf = ({ queue, id }: { queue: string; id: string }): string => `${queue}/${id}`;

const LOOK_MS = 500;

/** Lists the jobs that were given up or wait; with `retry`, has one of them, or all, done again. @throws Refusal */
export async function jobs(config: Config, { retry, wait = 60 }: JobsChoices): Promise<void> {
  await withDatabase(config, ({ worker }) =>
    withQueues(config, worker, async (queues) => {
      const failed = await queues.failedJobs();
      if (retry === undefined) {
        list(failed, await queues.waitingJobs());
        return;
      }
      const chosen = retry === 'all' ? failed : failed.filter((job) => nameOf(job) === retry);
      if (chosen.length === 0 && retry !== 'all') {
        throw new Refusal(`No job that was given up is named ${retry}: run lintel jobs for the list.`);
      }
      for (const { queue, id } of chosen) await queues.retry(queue, id);
      say(`${chosen.length} job(s) will be done again by the worker.`);
      if (!(await watch(queues, chosen, wait))) process.exitCode = 1;
    }),
  );
}

/** Waits for what becomes of each, and says so. `true` when all were done. */
async function watch(queues: Queues, chosen: readonly FailedJob[], seconds: number): Promise<boolean> {
  const deadline = Date.now() + seconds * 1_000;
  let left = [...chosen];
  const ends = new Map<FailedJob, string>();
  while (left.length > 0) {
    const late = Date.now() > deadline;
    for (const job of left) {
      const { state, why } = await queues.fateOf(job.queue, job.id);
      if (state === 'completed' || state === 'unknown') ends.set(job, '');
      else if (state === 'failed') ends.set(job, firstLine(why ?? 'no reason was kept'));
      else if (late) ends.set(job, `not done yet (${why === undefined ? state : `waits: ${why}`})`);
    }
    left = left.filter((job) => !ends.has(job));
    if (left.length > 0) await sleep(LOOK_MS);
  }
  const open = chosen.filter((job) => ends.get(job) !== '');
  for (const job of open) say(`${nameOf(job)}  ${job.name}\n    ${ends.get(job) ?? ''}`);
  if (chosen.length > 0) say(open.length === 0 ? 'All were done.' : `${open.length} were not.`);
  return open.length === 0;
}

const firstLine = (text: string): string => text.split('\n', 1)[0] ?? '';

function list(failed: readonly FailedJob[], waiting: readonly WaitingJob[]): void {
  if (failed.length === 0) say('No job was given up.');
  for (const job of failed) {
    say(`${nameOf(job)}  ${job.name}  ${job.failedAt.toISOString()}  after ${job.attempts} attempt(s)`);
    say(`    ${firstLine(job.reason)}`);
  }
  if (waiting.length > 0) say(`${waiting.length} wait(s) and will be done by itself:`);
  for (const job of waiting) {
    say(`${nameOf(job)}  ${job.name}  since ${job.since}`);
    say(`    ${firstLine(job.why)}`);
  }
}
