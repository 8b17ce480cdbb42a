import { z } from 'zod';
import { defineEvent } from './define';
import { id, nothing, text } from './fields';

const linking = defineEvent({
  category: 'alteration',
  subjects: ['investigation'],
  by: ['officer'],
  officer: ['change'],
  // The link's id alone: the log of one investigation must not name the other.
  detail: z.strictObject({ link: id }),
  secrets: nothing,
});

const membership = defineEvent({
  category: 'alteration',
  subjects: ['investigation'],
  by: ['officer'],
  officer: ['change', 'supervise'],
  detail: z.strictObject({ officer: id }),
  secrets: nothing,
});

/** An investigation, its links to others, and who works on it. */
export const INVESTIGATION_EVENTS = {
  'investigation-opened': defineEvent({
    category: 'collection',
    subjects: ['investigation'],
    by: ['officer'],
    officer: ['change'],
    detail: nothing,
    secrets: z.strictObject({ urn: text, offence: text, team: text }),
  }),
  'investigation-changed': defineEvent({
    category: 'alteration',
    subjects: ['investigation'],
    by: ['officer'],
    officer: ['change', 'supervise'],
    detail: z.strictObject({ oic: id, state: z.enum(['open', 'closed']) }),
    // A supervisor who is no member does not know what it is about.
    secrets: z.strictObject({ offence: text.optional(), team: text }),
  }),
  'investigations-linked': linking,
  'investigations-unlinked': linking,
  'access-granted': membership,
  'access-removed': membership,
};
