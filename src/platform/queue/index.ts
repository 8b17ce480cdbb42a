export { BadHandlers, handle, type JobContext, type JobHandler, PermanentFailure } from './handlers';
export { type AnyJob, type Backoff, defineJob, type JobContract } from './job-contract';
export { Outbox } from './outbox';
export { type FailedJob, openQueues, type QueueChoices, Queues } from './queues';
export { UnsafeRedis } from './redis-backend';
export { type RelaySettings } from './relay';
