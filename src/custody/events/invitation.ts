import { z } from 'zod';
import { defineEvent } from './define';
import { count, id, instant, nothing, text, value } from './fields';

const place = z.enum(['station', 'home', 'elsewhere']);
const until = { invitation: id, expires: instant };

/** A private link, a victim's or another person's, and how somebody comes in by it. */
export const INVITATION_EVENTS = {
  'invitation-created': defineEvent({
    category: 'collection',
    subjects: ['investigation'],
    by: ['officer'],
    officer: ['change'],
    detail: z.strictObject(until),
    secrets: nothing,
  }),
  'invitation-renewed': defineEvent({
    category: 'alteration',
    subjects: ['investigation'],
    by: ['officer'],
    officer: ['change'],
    detail: z.strictObject(until),
    secrets: nothing,
  }),
  'invitation-extended': defineEvent({
    category: 'alteration',
    subjects: ['investigation'],
    by: ['officer'],
    officer: ['change'],
    detail: z.strictObject(until),
    secrets: z.strictObject({ reason: text }),
  }),
  'invitation-revoked': defineEvent({
    category: 'alteration',
    subjects: ['investigation'],
    by: ['officer'],
    officer: ['change'],
    detail: z.strictObject({ invitation: id }),
    secrets: nothing,
  }),
  'invitation-opened': defineEvent({
    category: 'collection',
    subjects: ['investigation'],
    by: ['victim', 'assisted'],
    detail: z.strictObject({
      invitation: id,
      assistedBy: id.exactOptional(),
      place: place.exactOptional(),
    }),
    secrets: nothing,
  }),
  // Nobody has a session when the code is wrong.
  'invitation-guessed': defineEvent({
    category: 'collection',
    subjects: ['investigation'],
    by: ['intake'],
    detail: z.strictObject({ invitation: id, attempts: count }),
    secrets: nothing,
  }),
  'invitation-locked': defineEvent({
    category: 'collection',
    subjects: ['investigation'],
    by: ['intake'],
    detail: z.strictObject({ invitation: id, attempts: count }),
    secrets: nothing,
  }),
  'assisted-session-offered': defineEvent({
    category: 'collection',
    subjects: ['investigation'],
    by: ['officer'],
    officer: ['change'],
    detail: z.strictObject({ invitation: id, place }),
    secrets: nothing,
  }),
  // What another person than the victim is asked, or asked anew. The words stand in a table of their own.
  'person-asked': defineEvent({
    category: 'collection',
    subjects: ['investigation'],
    by: ['officer'],
    officer: ['change'],
    detail: z.strictObject({
      invitation: id,
      request: id,
      holder: z.enum(['neighbour', 'advocate', 'employer', 'other']),
      basis: z.enum(['voluntary', 'about-victim']),
      victimTold: z.enum(['before', 'later', 'not-given']).exactOptional(),
      agreesFor: z.enum(['child', 'helped']).exactOptional(),
      corrects: z.boolean(),
    }),
    secrets: z.strictObject({
      personName: text,
      organisation: text,
      asked: text,
      whyAsked: text,
      ask: text,
      correction: text,
      test: value,
      // Who agrees for whom, the child's own views, and whether a parent was told.
      agreement: value.exactOptional(),
    }),
  }),
  // The written notice to the victim of what another person is asked, given after the request; or that it was not given after all.
  'victim-told': defineEvent({
    category: 'alteration',
    subjects: ['investigation'],
    by: ['officer'],
    officer: ['change'],
    detail: z.strictObject({ invitation: id, request: id, record: id, told: z.boolean() }),
    secrets: z.strictObject({ givenOn: text, words: text }),
  }),
  // The same of a parent of the child for whom another adult agrees.
  'parent-told': defineEvent({
    category: 'alteration',
    subjects: ['investigation'],
    by: ['officer'],
    officer: ['change'],
    detail: z.strictObject({ invitation: id, request: id, record: id, told: z.boolean() }),
    secrets: z.strictObject({ givenOn: text, words: text }),
  }),
  'person-declined': defineEvent({
    category: 'collection',
    subjects: ['investigation'],
    by: ['victim'],
    holder: 'other',
    detail: z.strictObject({ invitation: id }),
    secrets: nothing,
  }),
  'code-entered': defineEvent({
    category: 'collection',
    subjects: ['investigation'],
    by: ['assisted'],
    detail: z.strictObject({ invitation: id }),
    secrets: nothing,
  }),
};
