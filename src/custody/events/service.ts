import { z } from 'zod';
import { defineEvent } from './define';
import { day, id, code, instant, list, nothing, text } from './fields';

/** Reading of the log itself, sessions that were refused, and events that were not made by whom they name. */
export const SERVICE_EVENTS = {
  // On a chain of its own: an auditor's look leaves no trace in the history of the item.
  'audit-searched': defineEvent({
    category: 'consultation',
    subjects: ['service'],
    by: ['officer'],
    officer: ['audit'],
    detail: z.strictObject({
      use: z.enum(['page', 'csv', 'trail', 'history']),
      officer: id.exactOptional(),
      investigation: id.exactOptional(),
      clip: id.exactOptional(),
      type: code.exactOptional(),
      from: day.exactOptional(),
      until: day.exactOptional(),
      after: id.exactOptional(),
    }),
    secrets: nothing,
  }),
  'scope-refused': defineEvent({
    category: 'consultation',
    subjects: ['service'],
    by: ['intake', 'workspace'],
    detail: z.strictObject({
      kind: z.enum(['victim', 'officer', 'recipient']),
      why: z.enum(['unknown', 'expired', 'foreign']),
    }),
    secrets: nothing,
  }),
  repudiated: defineEvent({
    category: 'alteration',
    subjects: ['service'],
    by: ['operator'],
    detail: z.strictObject({
      /** Ids of events that were not made by whom they name. */
      events: list(id).refine((ids) => ids.length > 0 && ids.length <= 1_000, '1 to 1000 events'),
      /** From when whoever made them may have been at it. */
      since: instant,
    }),
    secrets: z.strictObject({ why: text }),
  }),
};
