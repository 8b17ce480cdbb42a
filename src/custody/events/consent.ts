import { z } from 'zod';
import { defineEvent } from './define';
import { code, id, language, nothing, sha256, text, value } from './fields';

/** What is said by an invitation: by the victim alone, or by an officer who was told. */
const said = { invitation: id, assistedBy: id.exactOptional() };
const route = z.enum(['self', 'oral']);

/** What the victim is told, agrees to, and says of themselves. */
export const CONSENT_EVENTS = {
  'notice-confirmed': defineEvent({
    category: 'collection',
    subjects: ['investigation'],
    by: ['victim', 'assisted', 'officer'],
    officer: ['change'],
    detail: z.strictObject({
      ...{ ...said, version: code, route, language: language.exactOptional() },
      // Of the words of the page that was confirmed, or from which an officer read them out. Older ones do not say it.
      textSha256: sha256.exactOptional(),
    }),
    secrets: nothing,
  }),
  'account-answered': defineEvent({
    category: 'collection',
    subjects: ['investigation'],
    by: ['victim'],
    holder: 'victim',
    detail: z.strictObject(said),
    secrets: z.strictObject({ setUpBy: text.nullable(), others: text.nullable() }),
  }),
  'agreement-recorded': defineEvent({
    category: 'collection',
    subjects: ['investigation'],
    by: ['victim', 'assisted', 'officer'],
    holder: 'victim',
    officer: ['change'],
    detail: z.strictObject({ ...said, route }),
    secrets: z.strictObject({
      decides: text,
      relation: text.exactOptional(),
      name: text.exactOptional(),
      // What an officer made sure of where somebody agrees for another.
      record: value.exactOptional(),
    }),
  }),
  'advocate-recorded': defineEvent({
    category: 'collection',
    subjects: ['investigation'],
    by: ['victim', 'assisted', 'officer'],
    holder: 'victim',
    officer: ['change'],
    detail: z.strictObject({ ...said, acts: z.boolean() }),
    secrets: z.strictObject({ name: text, organisation: text }),
  }),
  'safe-contact-recorded': defineEvent({
    category: 'collection',
    subjects: ['investigation'],
    by: ['officer'],
    officer: ['change'],
    detail: z.strictObject({ invitation: id, doNotContact: z.boolean() }),
    secrets: z.strictObject({
      channel: text,
      address: text,
      days: value,
      from: text,
      until: text,
      never: text,
      ask: text,
    }),
  }),
  // Of the service: members read the chain of the investigation, and one of them may be who pressed.
  'pressure-reported': defineEvent({
    category: 'collection',
    subjects: ['service'],
    by: ['victim', 'assisted'],
    detail: z.strictObject(said),
    secrets: z.strictObject({ words: text }),
  }),
  stopped: defineEvent({
    category: 'collection',
    subjects: ['service'],
    by: ['victim'],
    holder: 'victim',
    detail: z.strictObject(said),
    secrets: nothing,
  }),
  'concern-seen': defineEvent({
    category: 'consultation',
    subjects: ['investigation'],
    by: ['officer'],
    officer: ['change'],
    detail: z.strictObject({ concern: id }),
    secrets: nothing,
  }),
  // What a supervisor who never was on the case did about a report: for those who audit.
  'report-handled': defineEvent({
    category: 'consultation',
    subjects: ['service'],
    by: ['officer'],
    officer: ['supervise'],
    detail: z.strictObject({ report: id, step: z.enum(['taken-up', 'spoke', 'passed-on', 'closed']) }),
    secrets: z.strictObject({ words: text.exactOptional() }),
  }),
  // The part of it that members are told.
  'report-passed-on': defineEvent({
    category: 'disclosure',
    subjects: ['investigation'],
    by: ['officer'],
    officer: ['supervise'],
    detail: z.strictObject({ concern: id }),
    secrets: z.strictObject({ words: text }),
  }),
};
