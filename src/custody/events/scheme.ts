import { z } from 'zod';
import { defineEvent } from './define';
import { count, id, nothing, sha256 } from './fields';

/** `entry` commits to what the register says now; the log holds nothing of the person. */
const entered = { doorbell: id, version: count, entry: sha256 };

/** The register of doorbells given out. */
export const SCHEME_EVENTS = {
  'doorbell-registered': defineEvent({
    category: 'collection',
    subjects: ['service'],
    by: ['officer'],
    officer: ['scheme'],
    detail: z.strictObject({ ...entered, change: z.literal('given') }),
    secrets: nothing,
  }),
  'doorbell-changed': defineEvent({
    category: 'alteration',
    subjects: ['service'],
    by: ['officer'],
    officer: ['scheme'],
    detail: z.strictObject({
      ...entered,
      change: z.enum(['corrected', 'returned', 'lost', 'replaced', 'found', 'withdrawn']),
    }),
    secrets: nothing,
  }),
};
