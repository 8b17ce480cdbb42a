import type { Processor, Queue, QueueListener, Worker, WorkerListener } from 'bullmq';

export interface WorkerSettings {
  readonly concurrency: number;
  /** How long a job stays with a worker that has fallen silent, milliseconds. */
  readonly lockMs: number;
}

/** What we use of BullMQ's classes, whichever backend is inside them. */
export type JobQueue = Pick<
  Queue,
  | 'addBulk'
  | 'close'
  | 'getActive'
  | 'getDelayed'
  | 'getFailed'
  | 'getJob'
  | 'getJobCounts'
  | 'getJobState'
  | 'remove'
  | 'waitUntilReady'
> & { on<E extends keyof QueueListener>(event: E, listener: QueueListener[E]): unknown };

export type JobWorker = Pick<Worker, 'cancelJob' | 'close' | 'run' | 'waitUntilReady'> & {
  on<E extends keyof WorkerListener>(event: E, listener: WorkerListener[E]): unknown;
};

/** What the two homes of BullMQ have in common for us. */
export interface QueueBackend {
  queue(name: string): JobQueue;
  worker(name: string, processor: Processor, settings: WorkerSettings): JobWorker;
  /** @throws an error of one sentence when the backend cannot be used as it is set up. */
  check(): Promise<void>;
  /** Ends what the queues and workers share; they are closed before it. */
  close(): Promise<void>;
}

/** Options that both backends share. A job that stalls is taken up by another worker within about two locks. */
export const workerOptions = (settings: WorkerSettings) => ({
  concurrency: settings.concurrency,
  lockDuration: settings.lockMs,
  stalledInterval: Math.max(500, Math.floor(settings.lockMs / 2)),
  // Worker deaths are no fault of the job; but one that always takes its worker with it must end some time.
  maxStalledCount: 10,
  runRetryDelay: 500,
});
