import { z } from 'zod';
import type { MessageId } from '../../../kernel/ids';
import { defineJob } from '../../../platform/queue';

/** Lets a message leave, if the gate of safe contact is still open. */
export const sendMessage = defineJob({
  queue: 'messages',
  name: 'send-message',
  payload: z.object({ messageId: z.guid().transform((id) => id as MessageId) }),
  jobId: ({ messageId }) => messageId,
  attempts: 6,
  backoff: { type: 'exponential', delayMs: 5_000 },
});
