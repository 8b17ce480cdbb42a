import { z } from 'zod';
import type { WordProposalId } from '../../../kernel/ids';
import { defineJob } from '../../../platform/queue';

/** Lets the force's program listen to a recording: in a queue of its own, so that no copy waits for it. By its clip the work counts for that link. */
export const proposeWords = defineJob({
  queue: 'words',
  name: 'propose-words',
  payload: z.object({
    proposalId: z.uuid().transform((id) => id as WordProposalId),
    clipId: z.uuid(),
  }),
  jobId: (payload) => payload.proposalId,
});
