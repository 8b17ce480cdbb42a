import { z } from 'zod';
import { defineEvent } from './define';
import { code, count, day, id, list, nothing, text } from './fields';

const parts = { clips: list(id), incidents: list(id) };

/** The course of conduct: occasions, orders, and the chronology and the applications made of them. */
export const CONDUCT_EVENTS = {
  'occasion-recorded': defineEvent({
    category: 'alteration',
    subjects: ['investigation'],
    by: ['officer'],
    officer: ['change'],
    detail: z.strictObject({ occasion: id, number: count, ...parts }),
    secrets: nothing,
  }),
  'occasion-changed': defineEvent({
    category: 'alteration',
    subjects: ['investigation'],
    by: ['officer'],
    officer: ['change'],
    detail: z.strictObject({ occasion: id, change: z.enum(['added', 'removed']), ...parts }),
    secrets: nothing,
  }),
  'occasion-decided': defineEvent({
    category: 'alteration',
    subjects: ['investigation'],
    by: ['officer'],
    officer: ['change'],
    detail: z.strictObject({ occasion: id, counts: z.boolean(), breachOf: id.nullable() }),
    secrets: z.strictObject({ reason: text }),
  }),
  'order-recorded': defineEvent({
    category: 'collection',
    subjects: ['investigation'],
    by: ['officer'],
    officer: ['change'],
    detail: z.strictObject({ order: id, kind: code, route: code.exactOptional() }),
    secrets: z.strictObject({
      madeOn: text,
      endsOn: text.nullable(),
      terms: text,
      court: text.exactOptional(),
    }),
  }),
  'order-withdrawn': defineEvent({
    category: 'alteration',
    subjects: ['investigation'],
    by: ['officer'],
    officer: ['change'],
    detail: z.strictObject({ order: id }),
    secrets: z.strictObject({ reason: text }),
  }),
  'chronology-made': defineEvent({
    category: 'combination',
    subjects: ['investigation'],
    by: ['officer'],
    officer: ['read'],
    detail: z.strictObject({ occasions: count, law: day.exactOptional() }),
    secrets: z.strictObject({ reason: text }),
  }),
  // One version of an application for an order: the hash of what it says.
  'application-saved': defineEvent({
    category: 'alteration',
    subjects: ['investigation'],
    by: ['officer'],
    officer: ['change'],
    detail: z.strictObject({
      application: id,
      number: count,
      version: count,
      finished: z.boolean(),
      occasions: list(id),
    }),
    secrets: z.strictObject({ sha256: text }),
  }),
  'application-made': defineEvent({
    category: 'combination',
    subjects: ['investigation'],
    by: ['officer'],
    officer: ['change'],
    detail: z.strictObject({ application: id, version: count, occasions: count, stills: count, law: day }),
    secrets: z.strictObject({ reason: text }),
  }),
};
