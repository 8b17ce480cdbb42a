import { z } from 'zod';
import { defineJob } from '../../../platform/queue';

/** Has a checkpoint of the log stamped by the authority. Patient: an authority may be away for hours. */
export const stampCheckpoint = defineJob({
  queue: 'timestamp',
  name: 'stamp-checkpoint',
  payload: z.object({ size: z.number().int().positive() }),
  jobId: ({ size }) => String(size),
  attempts: 12,
  patient: false,
  backoff: { type: 'exponential', delayMs: 10_000 },
});
