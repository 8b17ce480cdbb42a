import { type Job, UnrecoverableError, WaitingError } from 'bullmq';
import { DomainError } from '../../kernel/errors';
import type { Database } from '../database';
import { newCorrelationId, withCorrelation } from '../observability';
import { type JobHandler, PermanentFailure } from './handlers';
import { kindOf } from './job-contract';
import { markDone, outboxId } from './outbox.repository';

/** Thrown into the queue: what stays with the failed job. Only our own errors speak; others might quote content. */
function reasonOf(error: unknown): string {
  if (error instanceof DomainError || error instanceof PermanentFailure) return error.message;
  return error instanceof Error
    ? `${error.name}: see the worker's log`
    : 'something was thrown that is no error';
}

export interface ProcessorChoices {
  readonly queue: string;
  readonly handlers: readonly JobHandler[];
  readonly database: Database;
  /** Aborted when this process stops and will not wait any longer. */
  readonly stopping: AbortSignal;
  readonly onError: (job: Job, error: unknown) => void;
}

/** The function BullMQ calls with each job of one queue. */
export function makeProcessor(choices: ProcessorChoices) {
  const byName = new Map(
    choices.handlers
      .filter(({ job }) => job.queue === choices.queue)
      .map((handler) => [handler.job.name, handler]),
  );

  const work = async (job: Job, token: string | undefined, lost: AbortSignal | undefined): Promise<void> => {
    const handler = byName.get(job.name);
    const kind = kindOf({ queue: choices.queue, name: job.name });
    if (handler === undefined) throw new UnrecoverableError(`No handler for job ${kind}.`);
    const payload = handler.job.payload.safeParse(job.data);
    if (!payload.success) {
      const problems = payload.error.issues.map(
        (issue) => `${issue.path.join('.') || 'payload'}: ${issue.message}`,
      );
      throw new UnrecoverableError(`The payload does not fit job ${kind}: ${problems.join('; ')}`);
    }
    const signal = lost === undefined ? choices.stopping : AbortSignal.any([choices.stopping, lost]);
    const attempt = job.attemptsMade + 1;
    try {
      await handler.run(job.data, { attempt, lastAttempt: attempt >= (job.opts.attempts ?? 1), signal });
    } catch (error) {
      if (choices.stopping.aborted && lost?.aborted !== true && token !== undefined) {
        // Interrupted by us: back to the others, and the attempt does not count.
        await job.moveToWait(token);
        throw new WaitingError();
      }
      choices.onError(job, error);
      if (error instanceof PermanentFailure) throw new UnrecoverableError(reasonOf(error));
      throw new Error(reasonOf(error), { cause: error });
    }
    if (job.id !== undefined) await markDone(choices.database, outboxId(job.id));
  };

  // BullMQ gives a signal only to functions that name three parameters.
  return (job: Job, token: string | undefined, signal: AbortSignal | undefined): Promise<void> =>
    withCorrelation(newCorrelationId(), () => work(job, token, signal));
}
