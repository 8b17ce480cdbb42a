import type { JsonObject } from '../../kernel/json';
import type { Transaction } from '../database';
import { traceParent } from '../observability';
import type { JobContract } from './job-contract';
import { OutboxEntity } from './outbox.entity';

/** Where work is asked for: a row in the caller's own transaction, so that it stands or falls with the change. */
export class Outbox {
  /** @throws ZodError when the payload does not fit its contract. */
  async add<Input extends JsonObject, Payload>(
    tx: Transaction,
    job: JobContract<Input, Payload>,
    payload: Input,
  ): Promise<void> {
    const jobId = job.jobId(job.payload.parse(payload));
    await tx.repository(OutboxEntity).insert({
      ...{ queue: job.queue, name: job.name, jobId, payload },
      traceParent: traceParent() ?? null,
    });
  }
}
