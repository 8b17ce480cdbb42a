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

/** What was made of a recipe: the copy, how to make it again, and what was compared. */
const made = {
  sha256,
  size: bytes,
  frames: count,
  tool: z.string(),
  arguments: unproven(
    z.strictObject({ decode: argumentsOf, encode: argumentsOf, sound: argumentsOf, join: argumentsOf }),
  ),
  proof,
};

/** Of which extract, and the hash of its recipe. */
const extract = { extract: id, recipeSha256: sha256, inputSha256: sha256 };
/** A frame of the recording, counted from 1, with its time in ticks; negative where that begins before its own zero. */
const frame = z.strictObject({ frame: count, pts: z.int() });

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
      ...made,
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

/** A part of a recording as an exhibit of its own: as it came, or as an approved redaction of it shows it. */
export const EXTRACT_EVENTS = {
  'extract-asked': defineEvent({
    category: 'alteration',
    subjects: ['clip'],
    by: ['officer'],
    officer: ['change'],
    /** `redaction`: of whose copy it is a part; null: of the recording as it came. */
    detail: z.strictObject({ ...extract, exhibit: id, from: count, to: count, redaction: id.nullable() }),
    // Not `reference`: that is what the item of this chain is called.
    secrets: z.strictObject({ numberedAs: text, shows: text, reason: text }),
  }),
  'extract-made': defineEvent({
    category: 'combination',
    subjects: ['clip'],
    by: ['worker'],
    detail: z.strictObject({
      ...extract,
      ...made,
      first: frame,
      last: frame,
      timeBase: z.strictObject({ num: count, den: count }),
    }),
    secrets: nothing,
  }),
  'extract-failed': defineEvent({
    category: 'combination',
    subjects: ['clip'],
    by: ['worker'],
    detail: z.strictObject({ ...extract, code }),
    secrets: nothing,
  }),
  // Both by whoever has had that very copy before them. `own`: who asked for it.
  'extract-approved': defineEvent({
    category: 'alteration',
    subjects: ['clip'],
    by: ['officer'],
    officer: ['change'],
    detail: z.strictObject({ ...extract, sha256, own: z.boolean() }),
    secrets: z.strictObject({ reason: text.exactOptional() }),
  }),
  'extract-refused': defineEvent({
    category: 'alteration',
    subjects: ['clip'],
    by: ['officer'],
    officer: ['change'],
    detail: z.strictObject({ ...extract, sha256, own: z.boolean() }),
    secrets: z.strictObject({ reason: text }),
  }),
};

/** Of which film, and the hash of its recipe; the master is that of the item of the chain. What else is in it, its recipe says. */
const compilation = { compilation: id, recipeSha256: sha256, inputSha256: sha256 };

/** Parts of several recordings as one film. Each of them has in its own chain that it was asked for. */
export const COMPILATION_EVENTS = {
  'compilation-asked': defineEvent({
    category: 'combination',
    subjects: ['clip'],
    by: ['officer'],
    officer: ['change'],
    detail: z.strictObject(compilation),
    secrets: z.strictObject({
      numberedAs: text,
      shows: text,
      reason: text,
      orderReason: text.exactOptional(),
    }),
  }),
  'compilation-made': defineEvent({
    category: 'combination',
    subjects: ['clip'],
    by: ['worker'],
    detail: z.strictObject({ ...compilation, ...made }),
    secrets: nothing,
  }),
  'compilation-failed': defineEvent({
    category: 'combination',
    subjects: ['clip'],
    by: ['worker'],
    detail: z.strictObject({ ...compilation, code }),
    secrets: nothing,
  }),
  // Both by whoever has had that very film before them. `own`: who asked for it.
  'compilation-approved': defineEvent({
    category: 'alteration',
    subjects: ['clip'],
    by: ['officer'],
    officer: ['change'],
    detail: z.strictObject({ ...compilation, sha256, own: z.boolean() }),
    secrets: z.strictObject({ reason: text.exactOptional() }),
  }),
  'compilation-refused': defineEvent({
    category: 'alteration',
    subjects: ['clip'],
    by: ['officer'],
    officer: ['change'],
    detail: z.strictObject({ ...compilation, sha256, own: z.boolean() }),
    secrets: z.strictObject({ reason: text }),
  }),
};
