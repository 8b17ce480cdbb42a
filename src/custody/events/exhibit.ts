import { z } from 'zod';
import { defineEvent } from './define';
import { bytes, code, count, id, nothing, sha256, text, value } from './fields';
import { recipe } from './rendition';

const still = z.strictObject({
  still: id,
  inputSha256: sha256,
  frame: count,
  /** In ticks of the time base; negative where the recording begins before its own zero. */
  pts: z.int(),
  timeBase: z.strictObject({ num: count, den: count }),
  /** SHA-512/256. */
  pixels: sha256,
  sha256,
  size: bytes,
  recipe,
});

/** What becomes an exhibit and what does not, and single frames taken from one. */
export const EXHIBIT_EVENTS = {
  'exhibit-added': defineEvent({
    category: 'collection',
    subjects: ['clip'],
    by: ['officer'],
    officer: ['change'],
    detail: z.strictObject({ kind: code, size: bytes, sha256, crc32: count }),
    secrets: z.strictObject({ fileName: text, producerName: text, description: text }),
  }),
  // The worker says it of what an officer added or asked for, once that is the locked master.
  'exhibit-registered': defineEvent({
    category: 'alteration',
    subjects: ['clip'],
    by: ['officer', 'worker'],
    officer: ['change'],
    detail: z.strictObject({ exhibit: id, sha256, officer: id.exactOptional() }),
    secrets: z.strictObject({ reference: text, producerName: text, description: text }),
  }),
  'clip-declined': defineEvent({
    category: 'alteration',
    subjects: ['clip'],
    by: ['officer'],
    officer: ['change'],
    detail: z.strictObject({ note: code }),
    secrets: z.strictObject({ reason: text }),
  }),
  'decline-undone': defineEvent({
    category: 'alteration',
    subjects: ['clip'],
    by: ['officer'],
    officer: ['change'],
    detail: nothing,
    secrets: z.strictObject({ reason: text }),
  }),
  // The words as they are from then on; the earlier ones stand in the event before.
  'exhibit-corrected': defineEvent({
    category: 'alteration',
    subjects: ['clip'],
    by: ['officer'],
    officer: ['change'],
    detail: z.strictObject({ exhibit: id }),
    secrets: z.strictObject({ producerName: text, description: text, reason: text }),
  }),
  'original-asked': defineEvent({
    category: 'alteration',
    subjects: ['clip'],
    by: ['officer'],
    officer: ['change'],
    detail: nothing,
    secrets: nothing,
  }),
  'still-asked': defineEvent({
    category: 'alteration',
    subjects: ['clip'],
    by: ['officer'],
    officer: ['change'],
    detail: z.strictObject({ still: id, exhibit: id, frame: count }),
    // Not `reference`: that is what the item of this chain is called.
    secrets: z.strictObject({ numberedAs: text, shows: text }),
  }),
  'still-made': defineEvent({
    category: 'combination',
    subjects: ['clip'],
    by: ['worker'],
    detail: still,
    // On the chain of the still alone, which may go where its clip may not.
    secrets: z.strictObject({ from: value.exactOptional() }),
  }),
  'still-failed': defineEvent({
    category: 'combination',
    subjects: ['clip'],
    by: ['worker'],
    detail: z.strictObject({ still: id, frame: count }),
    secrets: nothing,
  }),
};
