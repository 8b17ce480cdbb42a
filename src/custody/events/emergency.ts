import { z } from 'zod';
import { defineEvent } from './define';
import { id, instant, nothing, text } from './fields';

/** An officer who is no member looks into an investigation for a limited time. */
export const EMERGENCY_EVENTS = {
  'access-broken-glass': defineEvent({
    category: 'consultation',
    subjects: ['investigation'],
    by: ['officer'],
    officer: ['read'],
    detail: z.strictObject({ access: id, endsAt: instant }),
    secrets: z.strictObject({ reason: text }),
  }),
  'broken-glass-ended': defineEvent({
    category: 'alteration',
    subjects: ['investigation'],
    by: ['officer'],
    officer: ['read', 'supervise'],
    detail: z.strictObject({ access: id }),
    secrets: nothing,
  }),
  'broken-glass-seen': defineEvent({
    category: 'consultation',
    subjects: ['investigation'],
    by: ['officer'],
    officer: ['supervise'],
    detail: z.strictObject({ access: id }),
    secrets: nothing,
  }),
};
