import type { z } from 'zod';

/** Waits between attempts: `delayMs`, doubled each time when exponential. */
interface Backoff {
  readonly type: 'fixed' | 'exponential';
  readonly delayMs: number;
}

/** What a kind of job is called, carries and may cost. Payloads hold ids only. */
export interface JobContract<Input = unknown, Payload = unknown> {
  readonly queue: string;
  readonly name: string;
  readonly payload: z.ZodType<Payload, Input>;
  /** Says what the job is about in letters, digits, `_`, `.` and `-`. Every outbox row is still a run of its own. */
  readonly jobId: (payload: Payload) => string;
  /** Runs before it counts as failed. */
  readonly attempts: number;
  readonly backoff: Backoff;
  /** Meeting a service that is away uses up no try. Not where the same is asked for again and again anyway. */
  readonly patient: boolean;
  /** Somebody waits for it: its queue has one place more than a single party may take, so that others need not wait behind it. */
  readonly quick: boolean;
}

/** A contract of any payload: for lists of them. */
export type AnyJob = Omit<JobContract, 'jobId'>;

type Choices<Input, Payload> = Omit<
  JobContract<Input, Payload>,
  'attempts' | 'backoff' | 'patient' | 'quick'
> &
  Partial<Pick<JobContract, 'attempts' | 'backoff' | 'patient' | 'quick'>>;

/** Five attempts, waiting 1, 2, 4 and 8 seconds between them. */
export const USUAL_ATTEMPTS: Pick<JobContract, 'attempts' | 'backoff'> = {
  attempts: 5,
  backoff: { type: 'exponential', delayMs: 1_000 },
};

export const defineJob = <Input, Payload>(choices: Choices<Input, Payload>): JobContract<Input, Payload> => ({
  ...USUAL_ATTEMPTS,
  patient: true,
  quick: false,
  ...choices,
});

/** `promote/promote-clip`: how people and messages name a kind of job. */
export const kindOf = (job: { readonly queue: string; readonly name: string }): string =>
  `${job.queue}/${job.name}`;
