import { z } from 'zod';
import type { LogCheckId } from '../../../kernel/ids';
import { defineJob } from '../../../platform/queue';

/** Checks the whole log as it lies in the database. */
export const checkLog = defineJob({
  queue: 'check',
  name: 'check-log',
  payload: z.object({ checkId: z.uuid().transform((id) => id as LogCheckId) }),
  jobId: ({ checkId }) => checkId,
});
