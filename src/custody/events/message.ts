import { z } from 'zod';
import { defineEvent } from './define';
import { code, id, nothing, sha256, text } from './fields';

const message = {
  message: id,
  invitation: id,
  kind: z.enum(['link', 'look']),
  channel: z.enum(['text', 'email']),
};

/** Messages to the victim: only by the way that was said to be safe. */
export const MESSAGE_EVENTS = {
  'message-requested': defineEvent({
    category: 'alteration',
    subjects: ['investigation'],
    by: ['officer'],
    officer: ['change'],
    detail: z.strictObject(message),
    secrets: z.strictObject({ address: text }),
  }),
  'message-sent': defineEvent({
    category: 'disclosure',
    subjects: ['investigation'],
    by: ['worker'],
    detail: z.strictObject({ ...message, bodySha256: sha256, driver: code.exactOptional() }),
    secrets: z.strictObject({ address: text, body: text }),
  }),
  'message-refused': defineEvent({
    category: 'alteration',
    subjects: ['investigation'],
    by: ['worker'],
    detail: z.strictObject({ ...message, reason: code }),
    secrets: nothing,
  }),
  'message-failed': defineEvent({
    category: 'alteration',
    subjects: ['investigation'],
    by: ['worker'],
    detail: z.strictObject({ ...message, reason: code, certain: z.boolean() }),
    secrets: nothing,
  }),
  'message-seen': defineEvent({
    category: 'consultation',
    subjects: ['investigation'],
    by: ['officer'],
    officer: ['change'],
    detail: z.strictObject({ message: id }),
    secrets: nothing,
  }),
};
