import { z } from 'zod';
import {
  edits,
  MASK_KINDS,
  REASONS,
  reviewSeen,
  SHAPES,
  SOUND_KINDS,
  type Edits,
  type Redaction,
} from '../../../../features/redaction';
import {
  anyObject,
  bytes,
  id,
  moment,
  seenField,
  seenThere,
  seenView,
  sha256,
} from '../../shell/inputs/common';
import { viewOf } from '../../shell/inputs/view';
import { extractOfRow } from './extract.model';

const VERSION_MAX = 100_000;
const version = z.number().int().min(0).max(VERSION_MAX);

export const newRedaction = z.strictObject({
  base: version.describe(
    'the version that was drawn upon; 0 where there is none: another answer means that somebody saved one meanwhile',
  ),
  edits: edits.describe(
    'masks, silenced sound, and the part that stays; frames count from 1, pixels are of the shown picture',
  ),
});
export const redactionGiven = z.strictObject({ id, version });

const redaction = z.strictObject({
  id,
  clipId: id,
  version,
  recipe: anyObject.nullable().describe('null once the recording has been erased'),
  recipeSha256: sha256.describe('of the recipe as canonical JSON (RFC 8785)'),
  masterSha256: sha256,
  isOfMaster: z.boolean().describe('drawn on the master as it is today'),
  author: z.string(),
  authorId: id,
  savedAt: moment,
  state: z.enum(['waiting', 'made', 'failed']).describe('of the copy'),
  why: z.string().nullable().describe('why there is no copy'),
  sha256: sha256.nullable().describe('of the copy'),
  size: bytes.nullable(),
  facts: anyObject.nullable().describe('frames of the copy and the proof'),
  outcome: z.enum(['approved', 'refused']).nullable().describe('what was said last of the copy'),
  reviewer: z.string().nullable(),
  reviewedAt: moment.nullable(),
  reviewReason: z.string().nullable(),
  extract: extractOfRow.nullable().describe('null of a version of the redaction'),
  seen: seenView,
});
export const redactionList = z.strictObject({ items: z.array(redaction) });
export const redactionOne = redaction;
const view = viewOf(redaction);
export const redactionView = (row: Redaction): z.infer<typeof redaction> =>
  view({ ...row, recipe: row.recipe, seen: reviewSeen(row) });

const REASON_MAX = 1_000;
const judged = z.strictObject({
  outcome: z.enum(['approved', 'refused'], 'Say whether it may go.'),
  reason: z.string().trim().max(REASON_MAX).default('').describe('needed where it is refused'),
});
const saysWhy = ({ outcome, reason }: z.infer<typeof judged>): boolean =>
  outcome === 'approved' || reason !== '';
const WITHOUT_REASON = { path: ['reason'], message: 'Say what is wrong with it.' };
/** What a program sends, and what the form does: each names what it was told of the review that stands. */
export const judgementSent = judged.extend({ seen: seenThere }).refine(saysWhy, WITHOUT_REASON);
export const judgementTyped = judged.extend({ seen: seenField }).refine(saysWhy, WITHOUT_REASON);

/** What a form sends: texts, empty where nothing was typed. */
const typed = (max: number) =>
  z
    .string()
    .trim()
    .regex(/^-?\d{1,9}$/, 'Give a whole number.')
    .transform(Number)
    .pipe(z.number().int().max(max));
const empty = z.literal('').transform(() => undefined);
const maybe = (max: number) =>
  z.union([empty, typed(max)], 'Give a whole number, or leave it empty.').optional();
const place = maybe(100_000);
const frame = maybe(100_000_000);

/** Drawn by the script, and sent as JSON. */
const json = z
  .string()
  .transform((text, context): unknown => {
    try {
      return JSON.parse(text);
    } catch {
      context.addIssue({ code: 'custom', message: 'What was drawn could not be read. Load the page again.' });
      return z.NEVER;
    }
  })
  .pipe(edits);
export const drawnForm = z.strictObject({
  base: typed(VERSION_MAX),
  edits: json,
  viewing: z.string().optional(),
});

/** Without a script: one mask by its numbers, on top of the version that there is. */
export const maskForm = z.strictObject({
  base: typed(VERSION_MAX),
  viewing: z.string().optional(),
  shape: z.enum(SHAPES),
  kind: z.enum(MASK_KINDS),
  reason: z.enum(REASONS, 'Choose why it is covered.'),
  x: place,
  y: place,
  w: place,
  h: place,
  from: frame,
  to: frame,
});
export const soundForm = z.strictObject({
  base: typed(VERSION_MAX),
  viewing: z.string().optional(),
  kind: z.enum(SOUND_KINDS),
  reason: z.enum(REASONS, 'Choose why it is silenced.'),
  fromMs: typed(100_000_000),
  toMs: typed(100_000_000),
});

export const NOTHING: Edits = { masks: [], sound: [], trim: null };

/** The version that is there with one more mask. @param frames how many the clip has */
export function withMask(before: Edits, form: z.infer<typeof maskForm>, frames: number): Edits {
  const { shape, kind, reason, x = 0, y = 0, w = 0, h = 0, from = 1, to = frames } = form;
  return {
    ...before,
    masks: [...before.masks, { shape, kind, reason, from, to, keys: [{ frame: from, x, y, w, h }] }],
  };
}

export const withSound = (
  before: Edits,
  { kind, reason, fromMs, toMs }: z.infer<typeof soundForm>,
): Edits => ({
  ...before,
  sound: [...before.sound, { kind, reason, fromMs, toMs }].sort((one, other) => one.fromMs - other.fromMs),
});
