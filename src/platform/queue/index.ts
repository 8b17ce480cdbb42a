export { handle, type JobContext, type JobHandler, PermanentFailure } from './handlers';
export { type AnyJob, defineJob } from './job-contract';
export { Outbox } from './outbox';
export { OutboxEntity } from './outbox.entity';
export { openQueues, type FailedJob, type QueueChoices, Queues, type WaitingJob } from './queues';
