import { z } from 'zod';
import { defineEvent } from './define';
import { code, instant, sha256, text } from './fields';

/** The seal of a file's maker (C2PA), as it was found on the bytes that became the original. */
export const SEAL_EVENTS = {
  'seal-checked': defineEvent({
    category: 'collection',
    subjects: ['clip'],
    by: ['worker'],
    detail: z.strictObject({
      integrity: code,
      trust: code,
      fault: code.nullable(),
      doubt: code.nullable(),
      binding: code.nullable(),
      manifest: sha256.nullable(),
      certificate: sha256.nullable(),
      stampedAt: instant.nullable(),
    }),
    // A certificate may be a person's, and a program may name its owner.
    secrets: z.strictObject({
      name: text.nullable(),
      organisation: text.nullable(),
      generator: text.nullable(),
    }),
  }),
};
