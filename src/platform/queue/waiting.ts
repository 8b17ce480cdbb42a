import { setTimeout as sleep } from 'node:timers/promises';
import { type Job, DelayedError } from 'bullmq';

/** Kept with a job that waits for a service or for a newer worker, where an operator can see it. */
export interface Waiting {
  /** When it first had to wait. */
  readonly since: string;
  readonly times: number;
  /** In words without content. */
  readonly why: string;
  /** No worker that met it knows its kind. */
  readonly unknown?: boolean;
}

const FIRST_MS = 500;

/** What the job waits for, if it does. It is kept as the job's progress, which BullMQ leaves to us. */
export function waitingOf(job: Pick<Job, 'progress'>): Waiting | undefined {
  const { progress } = job;
  return typeof progress === 'object' && 'waiting' in progress ? (progress.waiting as Waiting) : undefined;
}

/** How long to wait, milliseconds: twice as long each time, at most `longestMs`. */
export const delayOf = (times: number, longestMs: number): number =>
  Math.min(longestMs, FIRST_MS * 2 ** Math.min(times, 20));

export interface Postponing extends Pick<Waiting, 'why' | 'unknown'> {
  readonly longestMs: number;
  /** Aborted when the job is another's, or the process ends. */
  readonly signal: AbortSignal;
}

/**
 * Puts a job off without using up a try. The queue may be what is away: then it is asked again until it answers, or until
 * the job is another's. @throws DelayedError, which tells BullMQ that the job was moved
 */
export async function postpone(
  job: Job,
  token: string,
  { why, unknown = false, longestMs, signal }: Postponing,
): Promise<never> {
  const last = waitingOf(job);
  const before = last?.unknown === unknown ? last : undefined;
  const waiting: Waiting = {
    since: before?.since ?? new Date().toISOString(),
    times: (before?.times ?? 0) + 1,
    why,
    unknown,
  };
  for (;;) {
    try {
      await job.updateProgress({ waiting });
      await job.moveToDelayed(Date.now() + delayOf(waiting.times, longestMs), token);
      throw new DelayedError();
    } catch (error) {
      if (error instanceof DelayedError || signal.aborted) throw error;
      await sleep(FIRST_MS, undefined, { signal });
    }
  }
}
