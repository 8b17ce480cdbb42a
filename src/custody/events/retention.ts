import { z } from 'zod';
import { defineEvent } from './define';
import { bytes, code, day, id, instant, list, nothing, sha256, text, value } from './fields';

const disposal = z.strictObject({ disposal: id });
const reason = z.strictObject({ reason: text });
const object = z.strictObject({ what: code, sha256, size: bytes });

/** How long things are kept, and how they go. */
export const RETENTION_EVENTS = {
  // A conviction is personal: the log commits to it and does not say it.
  'outcome-recorded': defineEvent({
    category: 'alteration',
    subjects: ['investigation'],
    by: ['officer'],
    officer: ['change'],
    detail: nothing,
    secrets: z.strictObject({ outcome: value, reason: text }),
  }),
  'hold-set': defineEvent({
    category: 'alteration',
    subjects: ['clip', 'investigation'],
    by: ['officer'],
    officer: ['change'],
    detail: z.strictObject({ hold: id }),
    secrets: reason,
  }),
  'hold-lifted': defineEvent({
    category: 'alteration',
    subjects: ['clip', 'investigation'],
    by: ['officer'],
    officer: ['supervise'],
    detail: z.strictObject({ hold: id }),
    secrets: reason,
  }),
  'retention-reviewed': defineEvent({
    category: 'alteration',
    subjects: ['clip'],
    by: ['officer'],
    officer: ['change'],
    detail: z.strictObject({ keepUntil: day }),
    secrets: reason,
  }),
  'disposal-proposed': defineEvent({
    category: 'erasure',
    subjects: ['clip'],
    by: ['officer'],
    officer: ['change'],
    detail: disposal,
    secrets: reason,
  }),
  'disposal-approved': defineEvent({
    category: 'erasure',
    subjects: ['clip'],
    by: ['officer'],
    officer: ['supervise'],
    detail: z.strictObject({ disposal: id, eraseAfter: instant }),
    secrets: reason,
  }),
  'disposal-refused': defineEvent({
    category: 'erasure',
    subjects: ['clip'],
    by: ['officer'],
    officer: ['supervise'],
    detail: disposal,
    secrets: reason,
  }),
  'disposal-stopped': defineEvent({
    category: 'erasure',
    subjects: ['clip'],
    by: ['officer', 'worker'],
    officer: ['change'],
    detail: disposal,
    secrets: reason,
  }),
  // What was recorded of another person who was asked, by a link that ended long ago and gave nothing.
  'person-erased': defineEvent({
    category: 'erasure',
    subjects: ['investigation'],
    by: ['worker'],
    detail: z.strictObject({ invitation: id }),
    secrets: nothing,
  }),
  // Of an investigation: the files of a bundle that held an erased item.
  erased: defineEvent({
    category: 'erasure',
    subjects: ['clip', 'investigation'],
    by: ['worker'],
    detail: z.union([
      z.strictObject({ disposal: id, objects: list(object), keptForAnother: list(object) }),
      z.strictObject({ disposal: id, bundle: id, objects: list(object) }),
    ]),
    secrets: nothing,
  }),
};
