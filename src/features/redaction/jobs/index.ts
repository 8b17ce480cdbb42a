import { z } from 'zod';
import type { RedactionId } from '../../../kernel/ids';
import { defineJob } from '../../../platform/queue';

/** Makes the copy that a version of a redaction describes, and proves it. */
export const renderRedaction = defineJob({
  queue: 'redaction',
  name: 'render-redaction',
  payload: z.object({ redactionId: z.uuid().transform((id) => id as RedactionId) }),
  jobId: ({ redactionId }) => redactionId,
});
