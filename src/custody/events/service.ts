import { z } from 'zod';
import { defineEvent } from './define';
import { base64, day, id, code, count, instant, list, nothing, text } from './fields';

/** Reading of the log itself, its alarms, sessions that were refused, and events that were not made by whom they name. */
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
  /** Signed with the key of the log, so that nobody settles an alarm who has the database alone. */
  'log-alarm-resolved': defineEvent({
    category: 'alteration',
    subjects: ['service'],
    by: ['operator'],
    detail: z.strictObject({
      alarm: id,
      what: code,
      /** Up to this size the log is what was remembered, and what was remembered from there to `lost` is lost. */
      kept: count,
      lost: count,
      /** Key id and Ed25519 signature, in base64, over what docs/custody-log.md says. */
      signatures: list(base64.max(120)),
    }),
    secrets: z.strictObject({ why: text }),
  }),
  repudiated: defineEvent({
    category: 'alteration',
    subjects: ['service'],
    by: ['operator'],
    detail: z.strictObject({
      /** Ids of events that were not made by whom they name. */
      events: z.array(id).min(1).max(1_000).readonly(),
      /** From when whoever made them may have been at it. */
      since: instant,
    }),
    secrets: z.strictObject({ why: text }),
  }),
};
