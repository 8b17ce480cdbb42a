import type { Config } from '../../config';
import { openDatabase } from '../../platform/database';
import { createLogger } from '../../platform/observability';
import { openQueues, type FailedJob, type Queues } from '../../platform/queue';
import { JOBS } from '../worker/jobs';
import { withDatabase } from './databases';
import { Refusal } from './refusal';
import { say } from './say';

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
    return await work(queues).finally(() => queues.close());
  } finally {
    await database.close();
  }
}

const nameOf = ({ queue, id }: FailedJob): string => `${queue}/${id}`;

/** Lists the jobs that were given up; with `retry`, gives one of them, or all, its attempts again. @throws Refusal */
export async function jobs(config: Config, retry?: string): Promise<void> {
  await withDatabase(config, ({ worker }) =>
    withQueues(config, worker, async (queues) => {
      const failed = await queues.failedJobs();
      if (retry === undefined) {
        list(failed);
        return;
      }
      const chosen = retry === 'all' ? failed : failed.filter((job) => nameOf(job) === retry);
      if (chosen.length === 0 && retry !== 'all') {
        throw new Refusal(`No job that was given up is named ${retry}: run lintel jobs for the list.`);
      }
      for (const { queue, id } of chosen) await queues.retry(queue, id);
      say(`${chosen.length} job(s) will be done again by the worker.`);
    }),
  );
}

function list(failed: readonly FailedJob[]): void {
  if (failed.length === 0) say('No job was given up.');
  for (const job of failed) {
    say(`${nameOf(job)}  ${job.name}  ${job.failedAt.toISOString()}  after ${job.attempts} attempt(s)`);
    say(`    ${job.reason.split('\n', 1)[0] ?? ''}`);
  }
}
