import { z } from 'zod';
import { acceptance } from '../../shell/clips/clip.model';

const reason = z.string().trim().min(1, 'Say why. It becomes part of the record.').max(1_000);

export const undoing = z.strictObject({ reason });
export const correction = acceptance.pick({ producerName: true, description: true }).extend({
  reason,
  shownProducer: z
    .string()
    .max(100)
    .optional()
    .describe('the producer as the officer saw it, if it is to be compared'),
  shownDescription: z
    .string()
    .max(500)
    .optional()
    .describe('the same of the description: where either was corrected meanwhile, nothing is'),
});
