import { createHash } from 'node:crypto';
import { z } from 'zod';
import { canonicalise } from '../../../custody';
import { isSha256Hex, isUuid, type OfficerId, type Sha256Hex } from '../../../kernel/ids';

/** Why something is covered or silenced: a fixed list, so that the reasons can be read by everybody who is given the copy. */
export const REASONS = [
  'bystander',
  'child',
  'house-number',
  'vehicle-plate',
  'screen',
  'third-party-data',
  'victims-address',
] as const;
export type Reason = (typeof REASONS)[number];

export const SHAPES = ['rectangle', 'ellipse'] as const;
export const MASK_KINDS = ['solid', 'pixelate', 'blur'] as const;

export const SOUND_KINDS = ['mute', 'tone'] as const;

/** Blocks and blurs keep something of what they cover: they are for a person who happens to pass by, and for nothing else. */
export const WEAK_KINDS_ALLOWED_FOR: ReadonlySet<Reason> = new Set(['bystander']);

/** One redaction holds at most so much: a recipe is read, sent and hashed whole. */
export const MASKS_MAX = 100;
export const KEYS_MAX = 5_000;
export const SPANS_MAX = 200;
export const LEFT_MAX = 1_000;

const pixel = z.int().min(-100_000).max(100_000);
const frame = z.int().min(1).max(100_000_000);
const MS_MAX = 100_000_000;
const reason = z.enum(REASONS);

/** Where a mask stands at one frame: pixels of the picture as it is shown, upright and with square pixels. */
const keyFrame = z.strictObject({ frame, x: pixel, y: pixel, w: pixel, h: pixel });
const mask = z.strictObject({
  shape: z.enum(SHAPES),
  kind: z.enum(MASK_KINDS),
  reason,
  /** First and last frame that it covers, counted from 1. */
  from: frame,
  to: frame,
  /** In the order of their frames. Between two of them a mask moves evenly; before the first and after the last it stands. */
  keys: z.array(keyFrame).min(1).max(KEYS_MAX),
  /**
   * Frames over which nothing was followed, and of which its author has said that it stays as it is there. Nothing is drawn by it; where it is
   * missing, nothing was left open.
   */
  left: z
    .array(z.strictObject({ from: frame, to: frame }))
    .min(1)
    .max(LEFT_MAX)
    .exactOptional(),
});
/** Milliseconds from the first frame of the master, below 0 what is heard before it; the end is no longer part of it. */
const span = z.strictObject({
  kind: z.enum(SOUND_KINDS),
  reason,
  fromMs: z.int().min(-MS_MAX).max(MS_MAX),
  toMs: z.int().min(-MS_MAX).max(MS_MAX),
});
/** First and last frame that stay. */
const trim = z.strictObject({ from: frame, to: frame });

/** What an officer draws. */
export const edits = z.strictObject({
  masks: z.array(mask).max(MASKS_MAX),
  sound: z.array(span).max(SPANS_MAX),
  trim: trim.nullable(),
});

export const RECIPE_FORMAT = 'lintel-redaction/v1';

/** Everything from which the copy is made, and nothing else. */
export const recipeSchema = edits.extend({
  format: z.literal(RECIPE_FORMAT),
  master: z.custom<Sha256Hex>((value) => typeof value === 'string' && isSha256Hex(value), 'not a SHA-256'),
  author: z.custom<OfficerId>((value) => typeof value === 'string' && isUuid(value), 'not a UUID'),
});

export type KeyFrame = z.infer<typeof keyFrame>;
export type Mask = z.infer<typeof mask>;
export type SoundSpan = z.infer<typeof span>;
export type Edits = z.infer<typeof edits>;
export type Recipe = z.infer<typeof recipeSchema>;

/** RFC 8785: one text for one recipe, whoever writes it. */
export const recipeText = (recipe: Recipe): string => canonicalise(recipe);

export const recipeSha256 = (recipe: Recipe): Sha256Hex =>
  createHash('sha256').update(recipeText(recipe)).digest('hex') as Sha256Hex;
