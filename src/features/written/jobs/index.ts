import { z } from 'zod';
import type { ClipId } from '../../../kernel/ids';
import { defineJob } from '../../../platform/queue';

/** Makes the words of a written item a locked file. */
export const lockWritten = defineJob({
  queue: 'promote',
  name: 'lock-written',
  payload: z.object({ clipId: z.uuid().transform((id) => id as ClipId) }),
  jobId: ({ clipId }) => `written-${clipId}`,
});
