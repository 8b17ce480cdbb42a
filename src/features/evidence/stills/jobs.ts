import { z } from 'zod';
import type { StillId } from '../../../kernel/ids';
import { defineJob } from '../../../platform/queue';

/** Takes one frame from a master. */
export const makeStill = defineJob({
  queue: 'still',
  name: 'make-still',
  payload: z.object({ stillId: z.uuid().transform((id) => id as StillId) }),
  jobId: ({ stillId }) => stillId,
});
