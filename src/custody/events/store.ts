import { z } from 'zod';
import { defineEvent } from './define';
import { bytes, code, count, id, sha256, text } from './fields';

/** What an operator finds when the store and the database are compared, as after a restore. */
export const STORE_EVENTS = {
  'restore-compared': defineEvent({
    category: 'alteration',
    subjects: ['service'],
    by: ['operator'],
    detail: z.strictObject({
      /** Records under the newest checkpoint in the locked store, and in the log. */
      store: count,
      log: count,
      /** Locked originals, and files of drafts, that no row names. */
      masters: count,
      drafts: count,
    }),
    secrets: z.strictObject({ why: text }),
  }),
  'master-taken-back': defineEvent({
    category: 'collection',
    subjects: ['clip'],
    by: ['operator'],
    detail: z.strictObject({ sha256, size: bytes }),
    secrets: z.strictObject({ why: text }),
  }),
  'fixity-repaired': defineEvent({
    category: 'alteration',
    subjects: ['clip', 'investigation'],
    by: ['operator'],
    detail: z.strictObject({
      /** The bundle whose own file it is. */
      bundle: id.exactOptional(),
      /** `original`, the kind of working copy, or `bundle-file`. */
      what: code,
      sha256,
      size: bytes,
      /** Another version in the store, or a copy that the operator brought. */
      from: z.enum(['version', 'copy']),
    }),
    secrets: z.strictObject({ why: text }),
  }),
};
