import type { Transaction } from '../database';
import type { JobContract } from './job-contract';

/** Where work is asked for: a row in the caller's own transaction, so that it stands or falls with the change. */
export class Outbox {
  /** @throws ZodError when the payload does not fit its contract. */
  async add<Input, Payload>(
    tx: Transaction,
    job: JobContract<Input, Payload>,
    payload: Input,
  ): Promise<void> {
    const jobId = job.jobId(job.payload.parse(payload));
    await tx.query('INSERT INTO lintel.outbox (queue, name, job_id, payload) VALUES ($1, $2, $3, $4)', [
      job.queue,
      job.name,
      jobId,
      JSON.stringify(payload),
    ]);
  }
}
