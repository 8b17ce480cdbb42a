import { z } from 'zod';
import type { BundleId } from '../../../kernel/ids';
import { defineJob } from '../../../platform/queue';

/** Reads and hashes everything that goes into a bundle, fixes its files and signs it. */
export const sealBundle = defineJob({
  queue: 'seal',
  name: 'seal-bundle',
  payload: z.object({ bundleId: z.uuid().transform((id) => id as BundleId) }),
  jobId: ({ bundleId }) => bundleId,
});
