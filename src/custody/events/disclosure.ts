import { z } from 'zod';
import { defineEvent } from './define';
import { code, count, day, id, text, value } from './fields';

/** What the disclosure officer decides, and the schedules made of it. */
export const DISCLOSURE_EVENTS = {
  'decision-made': defineEvent({
    category: 'alteration',
    subjects: ['clip'],
    by: ['officer'],
    officer: ['change'],
    detail: z.strictObject({
      decision: id,
      classification: z.enum(['evidence', 'unused', 'sensitive', 'not-relevant']),
      meetsTest: z.boolean().nullable(),
      originalToDefence: z.boolean(),
      review: id.nullable(),
    }),
    secrets: z.strictObject({
      reason: text,
      description: text.exactOptional(),
      rebuttal: text.exactOptional(),
    }),
  }),
  // The words of what is written, as they stood when they were first decided about. They go where the item goes whole.
  'item-frozen': defineEvent({
    category: 'alteration',
    subjects: ['clip'],
    by: ['officer'],
    officer: ['change'],
    detail: z.strictObject({ kind: code }),
    // A version and a number in the title tell that there are others.
    secrets: z.strictObject({ title: text, version: count, words: value }),
  }),
  'review-opened': defineEvent({
    category: 'alteration',
    subjects: ['investigation'],
    by: ['officer'],
    officer: ['change'],
    detail: z.strictObject({ review: id, occasion: code }),
    secrets: z.strictObject({ reason: text }),
  }),
  // Which form it is, is committed to: whether there is an MG6D is not everybody's to know. `law` is the day of the register of law.
  'schedule-made': defineEvent({
    category: 'combination',
    subjects: ['investigation'],
    by: ['officer'],
    officer: ['change'],
    detail: z.strictObject({ schedule: id, law: day.exactOptional() }),
    secrets: z.strictObject({ form: text, version: count }),
  }),
  // Signed, sent to the prosecutor, endorsed by one. Names and answers are committed to.
  'schedule-step': defineEvent({
    category: 'alteration',
    subjects: ['investigation'],
    by: ['officer'],
    officer: ['change'],
    detail: z.strictObject({ schedule: id, step: code }),
    secrets: z.strictObject({ name: text, endorsements: value.exactOptional() }),
  }),
};
