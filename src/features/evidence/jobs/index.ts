import { z } from 'zod';
import type { ClipId } from '../../../kernel/ids';
import { defineJob } from '../../../platform/queue';

/** Makes an item that an officer added the locked master, and the exhibit it was added as. */
export const takeInAddition = defineJob({
  queue: 'promote',
  name: 'take-in-addition',
  payload: z.object({ clipId: z.uuid().transform((id) => id as ClipId) }),
  jobId: ({ clipId }) => clipId,
});

/** Makes the proxy, the poster and the contact sheet of a master. */
export const renderClip = defineJob({
  queue: 'render',
  name: 'render-clip',
  payload: z.object({ clipId: z.uuid().transform((id) => id as ClipId) }),
  jobId: ({ clipId }) => clipId,
  // A file that was made for it keeps a decoder busy for hours.
  quick: true,
});

/** Reads what is stored of a clip once more: somebody was given bytes that were not what was locked. */
export const checkFixity = defineJob({
  queue: 'fixity',
  name: 'check-clip',
  payload: z.object({ clipId: z.uuid().transform((id) => id as ClipId) }),
  jobId: ({ clipId }) => clipId,
});
