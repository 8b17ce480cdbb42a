import { z } from 'zod';
import type { ClipId } from '../../../kernel/ids';
import { defineJob } from '../../../platform/queue';

const clipPayload = z.object({ clipId: z.uuid().transform((id) => id as ClipId) });

/** Reads a received clip's stored bytes once: hash, checksum, kind and facts. */
export const verifyClip = defineJob({
  queue: 'verify',
  name: 'verify-clip',
  payload: clipPayload,
  jobId: ({ clipId }) => clipId,
  quick: true,
});

/** Makes the original of a sent clip the locked master. */
export const promoteClip = defineJob({
  queue: 'promote',
  name: 'promote-clip',
  payload: clipPayload,
  jobId: ({ clipId }) => clipId,
  quick: true,
});
