import { z } from 'zod';
import type { ClipId } from '../../../kernel/ids';
import { defineJob } from '../../../platform/queue';

/** Makes the copy of a master that may go to the defence. */
export const makeSafeCopy = defineJob({
  queue: 'safe-copy',
  name: 'make-safe-copy',
  payload: z.object({ clipId: z.uuid().transform((id) => id as ClipId) }),
  jobId: ({ clipId }) => clipId,
});
