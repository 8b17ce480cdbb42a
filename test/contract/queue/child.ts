// A worker process of its own, to be killed in the middle of a job. Prints what it begins and ends.
import { openDatabase } from '../../../src/platform/database';
import { createLogger } from '../../../src/platform/observability';
import { handle, openQueues } from '../../../src/platform/queue';
import { measure, shrink } from './jobs';

async function main(): Promise<void> {
  const [workerDatabaseUrl = '', redisUrl = '', busyMs = '0'] = process.argv.slice(2);
  const database = await openDatabase(workerDatabaseUrl, 3);
  const queues = await openQueues({
    jobs: [measure, shrink],
    redisUrl: redisUrl === '' ? undefined : redisUrl,
    workerDatabaseUrl,
    database,
    logger: createLogger({ process: 'worker', level: 'silent' }),
    concurrency: 4,
    lockMs: 1_000,
  });
  queues.startRelay();
  await queues.startWorkers([
    handle(measure, async ({ clipId }) => {
      process.stdout.write(`begin ${clipId}\n`);
      await new Promise((resolve) => setTimeout(resolve, Number(busyMs)));
      process.stdout.write(`end ${clipId}\n`);
    }),
    handle(shrink, () => Promise.resolve()),
  ]);
}

void main();
