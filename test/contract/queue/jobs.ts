import { z } from 'zod';
import { defineJob } from '../../../src/platform/queue';

const clip = z.strictObject({ clipId: z.uuid() });

export const measure = defineJob({
  queue: 'measure',
  name: 'measure-clip',
  payload: clip,
  jobId: ({ clipId }) => clipId,
  attempts: 3,
  backoff: { type: 'fixed', delayMs: 100 },
});

export const shrink = defineJob({
  queue: 'shrink',
  name: 'shrink-clip',
  payload: clip,
  jobId: ({ clipId }) => clipId,
});

/** Of a newer release: no worker knows it unless it is told. */
export const weigh = defineJob({
  queue: 'measure',
  name: 'weigh-clip',
  payload: clip,
  jobId: ({ clipId }) => clipId,
});
