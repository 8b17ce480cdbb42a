import { createHash } from 'node:crypto';
import { z } from 'zod';
import { canonicalise } from '../../../../custody';
import {
  isSha256Hex,
  isUuid,
  type ClipId,
  type ExhibitRef,
  type RedactionId,
  type Sha256Hex,
} from '../../../../kernel/ids';
import { edits, recipeSchema } from '../../domain/recipe';

/** A recipe is read, sent and hashed whole, and each part's original lies on the worker's disk while the film is made. */
export const PARTS_MIN = 2;
export const PARTS_MAX = 20;
/** Lines of a title card. */
export const CARD_LINES = 3;

export const COMPILATION_FORMAT = 'lintel-compilation/v1';

const hash = z.custom<Sha256Hex>((value) => typeof value === 'string' && isSha256Hex(value), 'not a SHA-256');
const idOf = <Id extends string>() =>
  z.custom<Id>((value) => typeof value === 'string' && isUuid(value), 'not a UUID');
const even = z.int().min(2).max(1_920).multipleOf(2);

/** What is shown of one exhibit: what an approved copy of it covers and silences, or nothing, from frame to frame. */
const part = z.strictObject({
  clip: idOf<ClipId>(),
  exhibit: z.custom<ExhibitRef>(
    (value) => typeof value === 'string' && value.length <= 40,
    'not a reference',
  ),
  master: hash,
  /** The redaction or extract that it is shown as; null: as it came. */
  copy: z.strictObject({ id: idOf<RedactionId>(), recipeSha256: hash, sha256: hash }).nullable(),
  masks: edits.shape.masks,
  sound: edits.shape.sound,
  trim: edits.shape.trim.unwrap(),
  /** What stands on the card before it. */
  card: z.array(z.string().max(200)).length(CARD_LINES),
});

/** Everything from which the film is made, and nothing else. */
export const compilationSchema = z.strictObject({
  format: z.literal(COMPILATION_FORMAT),
  author: recipeSchema.shape.author,
  /** SHA-256 of the typeface of the cards. */
  face: hash,
  /** Pixels of the film. */
  width: even,
  height: even,
  /** Of events, or as its maker chose. */
  order: z.enum(['events', 'chosen']),
  parts: z.array(part).min(PARTS_MIN).max(PARTS_MAX),
});

export type Compilation = z.infer<typeof compilationSchema>;
export type CompilationPart = Compilation['parts'][number];

/** RFC 8785: one text for one recipe, whoever writes it. */
export const compilationText = (recipe: Compilation): string => canonicalise(recipe);

export const compilationSha256 = (recipe: Compilation): Sha256Hex =>
  createHash('sha256').update(compilationText(recipe)).digest('hex') as Sha256Hex;
