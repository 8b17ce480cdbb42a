import { z } from 'zod';
import type { CompilationId, FaceSearchId, RedactionId } from '../../../kernel/ids';
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

/** Puts the parts of a compilation together, and proves the film. By its first clip the work counts for that link. */
export const renderCompilation = defineJob({
  queue: 'redaction',
  name: 'render-compilation',
  payload: z.object({
    compilationId: z.uuid().transform((id) => id as CompilationId),
    clipId: z.uuid(),
  }),
  jobId: (payload) => payload.compilationId,
});

/** Looks where faces and people are in a recording: in a queue of its own, so that no copy waits for it. By its clip the work counts for that link. */
export const lookForFaces = defineJob({
  queue: 'faces',
  name: 'look-for-faces',
  payload: z.object({
    searchId: z.uuid().transform((id) => id as FaceSearchId),
    clipId: z.uuid(),
  }),
  jobId: (payload) => payload.searchId,
});
