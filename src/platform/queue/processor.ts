import { type Job, UnrecoverableError, WaitingError } from 'bullmq';
import { DomainError } from '../../kernel/errors';
import type { Database } from '../database';
import { isTracing, newCorrelationId, traced, withCorrelation } from '../observability';
import { whyAway, type ServiceHealth } from '../services';
import { type JobContext, type JobHandler, PermanentFailure } from './handlers';
import { kindOf } from './job-contract';
import { type Asked, askedFor, giveUpPlaces, markDone } from './outbox.repository';
import { postpone, waitingOf } from './waiting';

/** A job that is held back longer goes back to the queue, where it is seen to wait. */
const HELD_MS = 2_000;

/** Thrown into the queue: what stays with the failed job. Only our own errors speak; others might quote content. */
function reasonOf(error: unknown): string {
  if (error instanceof DomainError || error instanceof PermanentFailure) return error.message;
  if (!(error instanceof Error)) return 'something was thrown that is no error';
  const code = 'code' in error && typeof error.code === 'string' ? ` (${error.code})` : '';
  return `${error.name}${code}: see the worker's log`;
}

/** A newer version is back within so long, or never: then an operator is to see what it has left. */
const UNKNOWN_MS = 7 * 86_400_000;

export interface ProcessorChoices {
  readonly queue: string;
  readonly handlers: readonly JobHandler[];
  readonly database: Database;
  /** Aborted when this process stops and will not wait any longer. */
  readonly stopping: AbortSignal;
  readonly onError: (job: Job, error: unknown) => void;
  /** While a service is away no job is begun, and one that met it is put off. */
  readonly health: ServiceHealth;
  /** Longest pause of a job that was put off, milliseconds. */
  readonly longestWaitMs: number;
  /** A job that has been put off for so long is to be shown to people, milliseconds. */
  readonly stuckMs: number;
  /** A job of a kind that no worker knows is given up after so long, milliseconds; default a week. */
  readonly unknownMs?: number | undefined;
  /** A place has become free: there may be work that waits for it. */
  readonly onPlaceFree: () => void;
}

/** The function BullMQ calls with each job of one queue. */
export function makeProcessor(choices: ProcessorChoices) {
  const byName = new Map(
    choices.handlers
      .filter(({ job }) => job.queue === choices.queue)
      .map((handler) => [handler.job.name, handler]),
  );

  /** @throws PermanentFailure when the payload is not what the job takes */
  const checkPayload = ({ job }: JobHandler, payload: unknown): void => {
    const checked = job.payload.safeParse(payload);
    if (checked.success) return;
    const problems = checked.error.issues.map(
      (issue) => `${issue.path.join('.') || 'payload'}: ${issue.message}`,
    );
    throw new PermanentFailure(`The payload does not fit job ${kindOf(job)}: ${problems.join('; ')}`);
  };

  /** What the database asks for; the queue only says when. */
  const rowOf = ({ name, id }: Job): Promise<Asked | undefined> =>
    askedFor(choices.database, { queue: choices.queue, name, id });

  /** Why a failure is no fault of the work; `undefined` when it is, or when the work must not wait. */
  const excuse = async (
    { job }: JobHandler,
    error: unknown,
    signal: AbortSignal,
  ): Promise<string | undefined> => {
    if (!job.patient || signal.aborted || error instanceof PermanentFailure) return undefined;
    const [away] = await choices.health.look();
    return away === undefined ? whyAway(error) : `${away.service} is away: ${away.why}`;
  };

  const showWhenStuck = async (handler: JobHandler, job: Job): Promise<void> => {
    const waiting = waitingOf(job);
    // It was a worker that it waited for, and here it is.
    if (waiting?.unknown === true) return;
    const since = Date.parse(waiting?.since ?? '');
    if (!(Date.now() - since >= choices.stuckMs)) return;
    try {
      const asked = await rowOf(job);
      if (asked?.doneAt === null) await handler.stuck(asked.payload);
    } catch (error) {
      choices.onError(job, error);
    }
  };

  /** Where that fails the relay finds it out. */
  const giveUp = async (job: Job): Promise<void> => {
    const given = async (): Promise<void> => {
      const asked = await rowOf(job);
      if (asked === undefined) return;
      await giveUpPlaces(choices.database, [asked.id]);
      choices.onPlaceFree();
    };
    await given().catch(() => undefined);
  };

  /**
   * A kind of job that is not known here is a newer version's: put off until one of its workers takes it. Meanwhile it has
   * none of the places of its party, which are for work that can be done.
   * @throws DelayedError, UnrecoverableError
   */
  const handlerOf = async (job: Job, token: string | undefined, signal: AbortSignal): Promise<JobHandler> => {
    const handler = byName.get(job.name);
    if (handler !== undefined) return handler;
    const why = `no worker knows jobs of the kind ${kindOf({ queue: choices.queue, name: job.name })}`;
    await giveUp(job);
    const waiting = waitingOf(job);
    const since = waiting?.unknown === true ? Date.parse(waiting.since) : Date.now();
    if (token === undefined || Date.now() - since >= (choices.unknownMs ?? UNKNOWN_MS))
      throw new UnrecoverableError(why);
    return postpone(job, token, { why, unknown: true, longestMs: choices.longestWaitMs, signal });
  };

  /**
   * By its row alone, of which the queue's job has no more than the number: what has come into the queue in another way is not
   * done, changes nothing that is to be done, and lets nothing pass for done.
   */
  const runAsked = async (handler: JobHandler, job: Job, context: JobContext): Promise<void> => {
    const asked = await rowOf(job);
    if (asked === undefined) choices.onError(job, new Error('the database asks for no such job'));
    if (asked?.doneAt !== null) return;
    checkPayload(handler, asked.payload);
    await handler.run(asked.payload, context);
    await markDone(choices.database, asked.id).then(choices.onPlaceFree);
  };

  const work = async (job: Job, token: string | undefined, lost: AbortSignal | undefined): Promise<void> => {
    const signal = lost === undefined ? choices.stopping : AbortSignal.any([choices.stopping, lost]);
    const handler = await handlerOf(job, token, signal);
    const attempt = job.attemptsMade + 1;
    const lastAttempt = attempt >= (job.opts.attempts ?? 1);
    try {
      await choices.health.whenWell(signal, HELD_MS);
      await runAsked(handler, job, { attempt, lastAttempt, signal });
    } catch (error) {
      if (choices.stopping.aborted && lost?.aborted !== true && token !== undefined) {
        // Interrupted by us: back to the others, and the attempt does not count.
        await job.moveToWait(token);
        throw new WaitingError();
      }
      const why = await excuse(handler, error, signal);
      if (why !== undefined && token !== undefined) {
        await showWhenStuck(handler, job);
        await postpone(job, token, { why, longestMs: choices.longestWaitMs, signal });
      }
      choices.onError(job, error);
      if (error instanceof PermanentFailure || lastAttempt) await giveUp(job);
      if (error instanceof PermanentFailure) throw new UnrecoverableError(reasonOf(error));
      throw new Error(reasonOf(error), { cause: error });
    }
  };

  /** As part of the trace of the request that asked for it. */
  const tracedWork = async (
    job: Job,
    token: string | undefined,
    lost: AbortSignal | undefined,
  ): Promise<void> => {
    if (!isTracing()) return work(job, token, lost);
    const asked = await rowOf(job).catch(() => undefined);
    const facts = {
      'lintel.job': kindOf({ queue: choices.queue, name: job.name }),
      'lintel.attempt': job.attemptsMade + 1,
    };
    return traced(
      {
        name: `job ${facts['lintel.job']}`,
        kind: 'consumer',
        facts,
        parent: asked?.traceParent ?? undefined,
      },
      () => work(job, token, lost),
    );
  };

  // BullMQ gives a signal only to functions that name three parameters.
  return (job: Job, token: string | undefined, signal: AbortSignal | undefined): Promise<void> =>
    withCorrelation(newCorrelationId(), () => tracedWork(job, token, signal));
}
