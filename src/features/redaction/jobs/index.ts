import { z } from 'zod';
import type { RedactionId } from '../../../kernel/ids';
import { defineJob } from '../../../platform/queue';

const redactionId = z.uuid().transform((id) => id as RedactionId);

/** Makes the copy that a version of a redaction describes, and proves it. */
export const renderRedaction = defineJob({
  queue: 'redaction',
  name: 'render-redaction',
  payload: z.union([
    /** By its clip the work counts for that link: two hundred copies of one camera hold up no other's single one. */
    z.object({ redactionId, clipId: z.uuid() }),
    z.object({ redactionId }),
  ]),
  jobId: (payload) => payload.redactionId,
});
