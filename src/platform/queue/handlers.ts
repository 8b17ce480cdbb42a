import { type AnyJob, type JobContract, kindOf } from './job-contract';

export interface JobContext {
  /** First is 1. */
  readonly attempt: number;
  /** When this run fails there will be no other by itself: the time to record that it failed. */
  readonly lastAttempt: boolean;
  /** Aborted when the worker stops, or has lost the job to another: end soon, write nothing more. */
  readonly signal: AbortSignal;
}

/** A contract together with what does the work. Must be idempotent: a job may run twice, even at once. */
export interface JobHandler {
  readonly job: AnyJob;
  run(payload: unknown, context: JobContext): Promise<void>;
  /** The job has waited long for a service that is away: the time to show that to people. It is not given up. */
  stuck(payload: unknown): Promise<void>;
}

/** Binds a contract to its work; the payload has passed the contract's schema. */
export const handle = <Input, Payload>(
  job: JobContract<Input, Payload>,
  work: (payload: Payload, context: JobContext) => Promise<void>,
  stuck: (payload: Payload) => Promise<void> = () => Promise.resolve(),
): JobHandler => ({
  job,
  run: (payload, context) => work(job.payload.parse(payload), context),
  stuck: (payload) => stuck(job.payload.parse(payload)),
});

/** Failed in a way that no other attempt can mend. The message is kept with the job: no names, no secrets. */
export class PermanentFailure extends Error {
  constructor(message: string, options?: ErrorOptions) {
    super(message, options);
    this.name = 'PermanentFailure';
  }
}

/** The worker must not start: some kind of job would wait for ever, or be done by whoever comes first. */
class BadHandlers extends Error {
  constructor(readonly problems: readonly string[]) {
    super(`The worker cannot start:\n${problems.map((line) => `  ${line}`).join('\n')}`);
    this.name = 'BadHandlers';
  }
}

/** Every kind of job has exactly one handler, and every handler a known kind. @throws BadHandlers naming all problems. */
export function checkHandlers(jobs: readonly AnyJob[], handlers: readonly JobHandler[]): void {
  const known = jobs.map(kindOf);
  const handled = handlers.map((handler) => kindOf(handler.job));
  const problems = [
    ...known
      .filter((kind, index) => known.indexOf(kind) !== index)
      .map((kind) => `job ${kind} is defined twice`),
    ...known.filter((kind) => !handled.includes(kind)).map((kind) => `job ${kind} has no handler`),
    ...handled
      .filter((kind, index) => handled.indexOf(kind) !== index)
      .map((kind) => `job ${kind} has more than one handler`),
    ...handled.filter((kind) => !known.includes(kind)).map((kind) => `handler for unknown job ${kind}`),
  ];
  if (problems.length > 0) throw new BadHandlers([...new Set(problems)]);
}
