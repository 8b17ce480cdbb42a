import { z } from 'zod';
import { acceptance } from '../../shell/clips/clip.model';

const reason = z.string().trim().min(1, 'Say why. It becomes part of the record.').max(1_000);

export const undoing = z.strictObject({ reason });
export const correction = acceptance.pick({ producerName: true, description: true }).extend({ reason });

/** Of a program: what it read. */
export const correctionBody = correction.extend({
  was: acceptance
    .pick({ producerName: true, description: true })
    .optional()
    .describe(
      'what the exhibit said when it was read: where it says something else by now, nothing is corrected. Without it nobody asks',
    ),
});
/** Of a page: the same, in short. */
export const correctionForm = correction.extend({ read: z.string().max(40).optional() });
