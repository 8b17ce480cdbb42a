import { resolve } from 'node:path';
import { z } from 'zod';
import { port, positive } from './shapes';

/** The worker process. */
export const workerSettings = {
  WORKER_HOST: z.string().default('127.0.0.1'),
  WORKER_HEALTH_PORT: port.default(8082),
  /** Jobs of each kind at once in one worker process. */
  WORKER_CONCURRENCY: positive.default(2),
  /** How long a job stays with a worker that has fallen silent before another takes it up. */
  WORKER_LOCK_SECONDS: positive.default(30),
  /** Work handed to the queue so long ago and not done is looked for, and handed over again when the queue has lost it. */
  WORKER_OVERDUE_SECONDS: positive.default(120),
  /** Where workers keep copies while they work on them, as large as the largest clips; default: scratch/ under LINTEL_HOME. */
  WORKER_SCRATCH: z.string().min(1).optional(),
};

type WorkerEnvironment = z.infer<z.ZodObject<typeof workerSettings>>;

export const workerOf = (env: WorkerEnvironment, home: string) => ({
  host: env.WORKER_HOST,
  healthPort: env.WORKER_HEALTH_PORT,
  concurrency: env.WORKER_CONCURRENCY,
  lockSeconds: env.WORKER_LOCK_SECONDS,
  overdueSeconds: env.WORKER_OVERDUE_SECONDS,
  scratch: resolve(env.WORKER_SCRATCH ?? `${home}/scratch`),
});
