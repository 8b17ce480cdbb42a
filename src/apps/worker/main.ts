import { runProcess } from '../process';
import { createWorker } from './app';

/** The process that nobody faces. */
runProcess({
  name: 'worker',
  listen: ({ worker }) => ({ host: worker.host, port: worker.healthPort }),
  database: ({ database }) => database.workerUrl,
  setting: 'WORKER_DATABASE_URL',
  create: createWorker,
});
