import { z } from 'zod';
import { defineEvent } from './define';
import { bytes, nothing, sha256, text, value } from './fields';

/** While a clip is a draft its chain says nothing of its content: everything is committed to. */
const answered = <Secrets extends z.ZodObject<z.ZodRawShape, z.core.$strict>>(secrets: Secrets) =>
  defineEvent({
    category: 'collection',
    subjects: ['clip'],
    by: ['victim', 'assisted'],
    detail: nothing,
    secrets,
  });

/** A clip until it is sent. */
export const CLIP_EVENTS = {
  'clip-received': answered(z.strictObject({ fileName: text, size: bytes })),
  'clip-verified': defineEvent({
    category: 'collection',
    subjects: ['clip'],
    by: ['worker'],
    detail: nothing,
    secrets: z.strictObject({ sha256, size: bytes, kind: text, source: text.nullable() }),
  }),
  'clock-answered': answered(
    z.strictObject({
      right: text.nullable().exactOptional(),
      shown: text.nullable().exactOptional(),
      offsetSeconds: z.number().nullable().exactOptional(),
      picture: value.exactOptional(),
    }),
  ),
  'make-answered': answered(z.strictObject({ make: text })),
  'original-linked': answered(z.strictObject({ replaces: text.nullable() })),
  'clip-removed': defineEvent({
    category: 'erasure',
    subjects: ['clip'],
    by: ['victim', 'assisted', 'worker'],
    detail: nothing,
    secrets: nothing,
  }),
};
