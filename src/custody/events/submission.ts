import { z } from 'zod';
import { defineEvent } from './define';
import { bytes, code, count, id, list, nothing, sha256, value } from './fields';

const triaged = defineEvent({
  category: 'alteration',
  subjects: ['investigation'],
  by: ['officer'],
  officer: ['change'],
  detail: z.strictObject({ submission: id, accepted: count }),
  secrets: nothing,
});

/** The sending of clips and of entries of the diary, and what officers then made of it. */
export const SUBMISSION_EVENTS = {
  'submission-sent': defineEvent({
    category: 'collection',
    subjects: ['clip', 'investigation'],
    by: ['victim'],
    detail: z.union([
      z.strictObject({
        submission: id,
        size: bytes,
        deviceSha256: sha256.nullable(),
        storedSha256: sha256.nullable(),
      }),
      z.strictObject({
        submission: id,
        reference: code,
        clips: list(id),
        incidents: list(z.strictObject({ number: count, clips: list(id) })),
        assistedBy: id.exactOptional(),
      }),
    ]),
    secrets: nothing,
  }),
  // By the worker, of a chain of its own: neither names the investigation, and the victim takes it away.
  'receipt-made': defineEvent({
    category: 'collection',
    subjects: ['receipt'],
    by: ['worker'],
    detail: nothing,
    /** What the receipt says (custody/pure/receipt-file.ts). */
    secrets: z.strictObject({ receipt: value }),
  }),
  'incident-recorded': defineEvent({
    category: 'collection',
    subjects: ['investigation'],
    by: ['victim'],
    holder: 'victim',
    detail: z.strictObject({
      incident: id,
      number: count.nullable(),
      submission: id,
      follows: id.nullable(),
      clips: list(id),
      assistedBy: id.exactOptional(),
    }),
    secrets: z.strictObject({
      what: value.exactOptional(),
      more: value.exactOptional(),
      when: value.exactOptional(),
      who: value.exactOptional(),
      said: value.exactOptional(),
      order: value.exactOptional(),
      /** What could be read of the time. */
      read: value,
    }),
  }),
  // By the victim it is said of the service: members would read in their chain that the victim stopped.
  'submission-discarded': defineEvent({
    category: 'erasure',
    subjects: ['investigation', 'service'],
    by: ['victim', 'worker'],
    detail: nothing,
    secrets: nothing,
  }),
  'submission-accepted': triaged,
  'submission-declined': triaged,
};
