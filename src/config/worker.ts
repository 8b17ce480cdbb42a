import { resolve } from 'node:path';
import { z } from 'zod';
import { MiB, httpPort, positive } from './shapes';

/** The worker process. */
export const workerSettings = {
  WORKER_HOST: z.string().default('127.0.0.1'),
  WORKER_HEALTH_PORT: httpPort.default(8082),
  /** Jobs of each kind at once in one worker process; of checks, promotions and viewing copies one more, which no single link can take. */
  WORKER_CONCURRENCY: positive.default(2),
  /** Jobs of each kind of one link that are handed to the workers at once, all workers together; default: as WORKER_CONCURRENCY. */
  WORKER_LINK_JOBS: positive.optional(),
  /** How long a job stays with a worker that has fallen silent before another takes it up. */
  WORKER_LOCK_SECONDS: positive.default(10),
  /** Work handed to the queue so long ago and not done is looked for, and handed over again when the queue has lost it. */
  WORKER_OVERDUE_SECONDS: positive.default(20),
  /** Work that met a service that is away is tried again after at most so long; it uses up no try. */
  WORKER_LONGEST_WAIT_SECONDS: positive.default(5),
  /** Work that has waited so long for a service is shown to officers, beside what failed. */
  WORKER_STUCK_SECONDS: positive.default(60),
  /** With less free on the disk of WORKER_SCRATCH work waits. */
  WORKER_SCRATCH_FREE_BYTES: positive.default(64 * MiB),
  /** Where workers keep copies while they work on them, as large as the largest clips; default: scratch/ under LINTEL_HOME. */
  WORKER_SCRATCH: z.string().min(1).optional(),
};

type WorkerEnvironment = z.infer<z.ZodObject<typeof workerSettings>>;

export const workerOf = (env: WorkerEnvironment, home: string) => ({
  host: env.WORKER_HOST,
  healthPort: env.WORKER_HEALTH_PORT,
  concurrency: env.WORKER_CONCURRENCY,
  linkJobs: env.WORKER_LINK_JOBS ?? env.WORKER_CONCURRENCY,
  lockSeconds: env.WORKER_LOCK_SECONDS,
  overdueSeconds: env.WORKER_OVERDUE_SECONDS,
  longestWaitSeconds: env.WORKER_LONGEST_WAIT_SECONDS,
  stuckSeconds: env.WORKER_STUCK_SECONDS,
  scratchFreeBytes: env.WORKER_SCRATCH_FREE_BYTES,
  scratch: resolve(env.WORKER_SCRATCH ?? `${home}/scratch`),
});
