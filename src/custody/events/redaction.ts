import { z } from 'zod';
import { defineEvent } from './define';
import { bytes, code, count, id, list, nothing, sha256, text, unproven } from './fields';

/** Of whom it is, which version, and the hash of what was drawn; the recipe itself says where somebody stands. */
const version = { redaction: id, version: count, recipeSha256: sha256, inputSha256: sha256 };

/** What was compared with what, and how it came out: `src/features/redaction/domain/proof.ts`. */
const proof = unproven(
  z.strictObject({
    frames: count,
    sourceEqual: z.boolean(),
    timesEqual: z.boolean(),
    outsideEqual: z.boolean(),
    recipeEqual: z.boolean(),
    picturesSha256: sha256,
    outsideDecibels: count,
    insideDecibels: count,
    worstBlock: count,
    sound: z
      .strictObject({
        recipeEqual: z.boolean(),
        outsideEqual: z.boolean(),
        sha256,
        outsideDecibels: z.int(),
        loudestMuted: count,
      })
      .nullable(),
    tellsNothing: z.boolean(),
  }),
);

const argumentsOf = list(z.string());

/** Copies in which something is covered or silenced. */
export const REDACTION_EVENTS = {
  'redaction-saved': defineEvent({
    category: 'alteration',
    subjects: ['clip'],
    by: ['officer'],
    officer: ['change'],
    detail: z.strictObject({ ...version, masks: count, sounds: count }),
    secrets: nothing,
  }),
  'redaction-rendered': defineEvent({
    category: 'combination',
    subjects: ['clip'],
    by: ['worker'],
    detail: z.strictObject({
      ...version,
      sha256,
      size: bytes,
      frames: count,
      tool: z.string(),
      arguments: unproven(
        z.strictObject({
          decode: argumentsOf,
          encode: argumentsOf,
          sound: argumentsOf,
          join: argumentsOf,
        }),
      ),
      proof,
    }),
    secrets: nothing,
  }),
  'redaction-failed': defineEvent({
    category: 'combination',
    subjects: ['clip'],
    by: ['worker'],
    detail: z.strictObject({ ...version, code }),
    secrets: nothing,
  }),
  // Both by whoever has had that very copy before them. `own`: the maker of the recipe.
  'redaction-approved': defineEvent({
    category: 'alteration',
    subjects: ['clip'],
    by: ['officer'],
    officer: ['change'],
    detail: z.strictObject({ ...version, sha256, own: z.boolean() }),
    secrets: z.strictObject({ reason: text.exactOptional() }),
  }),
  'redaction-refused': defineEvent({
    category: 'alteration',
    subjects: ['clip'],
    by: ['officer'],
    officer: ['change'],
    detail: z.strictObject({ ...version, sha256, own: z.boolean() }),
    secrets: z.strictObject({ reason: text }),
  }),
  // How it goes to the defence and the court: null is whole.
  'redaction-chosen': defineEvent({
    category: 'alteration',
    subjects: ['clip'],
    by: ['officer'],
    officer: ['change'],
    detail: z.strictObject({ choice: id, redaction: id.nullable() }),
    secrets: z.strictObject({ reason: text }),
  }),
};
