import { z } from 'zod';
import {
  PARTS_MAX,
  PARTS_MIN,
  reviewSeen,
  type CompiledFilm,
  type Proposed,
} from '../../../../features/redaction';
import type { ClipId, RedactionId } from '../../../../kernel/ids';
import { anyObject, bytes, id, idOf, lineText, moment, seenView, sha256 } from '../../shell/inputs/common';
import { viewOf } from '../../shell/inputs/view';

const FRAME_MAX = 100_000_000;
const SIZE = `A film is put together of ${PARTS_MIN} to ${PARTS_MAX} clips.`;
const title = lineText().min(1, 'Say what it shows.').max(500);
const reason = z.string().trim().min(1, 'Say why.').max(1_000);
const orderReason = z.string().trim().max(1_000).default('');
const frame = z.number().int().min(1).max(FRAME_MAX).nullable().default(null);

const part = z.strictObject({
  clip: idOf<ClipId>().describe('an exhibit of the investigation'),
  copy: idOf<RedactionId>()
    .nullable()
    .default(null)
    .describe('the approved redaction or extract that it is shown as; null: as it came'),
  from: frame.describe('first frame, counted from 1; null: the first that there is'),
  to: frame.describe('last frame; null: the last that there is'),
});

export const newFilm = z.strictObject({
  title: title.describe('what it shows, for its label'),
  reason: reason.describe('the log commits to it'),
  orderReason: orderReason.describe('needed where the parts do not stand in the order of events'),
  parts: z.array(part).min(PARTS_MIN, SIZE).max(PARTS_MAX, SIZE),
});
export const filmGiven = z.strictObject({ id, reference: z.string() });

const film = z.strictObject({
  id,
  investigationId: id,
  clipId: id.describe('of its first part'),
  reference: z.string(),
  title: z.string(),
  reason: z.string(),
  orderReason: z.string(),
  recipe: anyObject.nullable().describe('null once a part has been erased'),
  recipeSha256: sha256.describe('of the recipe as canonical JSON (RFC 8785)'),
  masterSha256: sha256.describe('of its first part'),
  author: z.string(),
  authorId: id,
  askedAt: moment,
  state: z.enum(['waiting', 'made', 'failed']),
  why: z.string().nullable().describe('why there is no film'),
  sha256: sha256.nullable().describe('of the film'),
  size: bytes.nullable(),
  facts: anyObject.nullable().describe('frames of the film and the proof, part by part'),
  outcome: z.enum(['approved', 'refused']).nullable().describe('what was said last of the film'),
  reviewer: z.string().nullable(),
  reviewedAt: moment.nullable(),
  reviewReason: z.string().nullable(),
  isClosed: z.boolean().describe('a part of it is in quarantine, or was erased'),
  seen: seenView,
});
export const filmOne = film;
export const filmList = z.strictObject({ items: z.array(film) });
const view = viewOf(film);
export const filmView = (row: CompiledFilm): z.infer<typeof film> =>
  view({ ...row, recipe: row.recipe, seen: reviewSeen(row) });

const clips = z.array(idOf<ClipId>()).min(1).max(PARTS_MAX, `At most ${PARTS_MAX} clips.`);
export const chosenClips = z.strictObject({ clips });

const proposed = z.strictObject({
  id,
  fileName: z.string(),
  exhibit: z.string().nullable(),
  eventAt: moment.nullable(),
  eventBy: z.enum(['chosen', 'likely']).nullable(),
  card: z.array(z.string()).describe('what stands on the card before it'),
  copies: z
    .array(z.strictObject({ id, version: z.number().int(), title: z.string().nullable() }))
    .describe('approved copies that it may be shown as; those with a title are extracts'),
  hindrance: z.string().nullable().describe('why it cannot be part of a film'),
});
export const proposedList = z.strictObject({ items: z.array(proposed) });
const viewProposed = viewOf(proposed);
export const proposedView = (row: Proposed): z.infer<typeof proposed> =>
  viewProposed({ ...row, card: [...row.card], copies: [...row.copies] });

/** As the address of the page says it. */
export const chosenInAddress = z.strictObject({
  clips: z
    .string()
    .transform((text) => text.split(','))
    .pipe(clips)
    .optional(),
});

/** A field that stands once for each clip comes as one text where there is one clip. */
const each = <Schema extends z.ZodType>(schema: Schema) =>
  z.preprocess((value): unknown[] => [value].flat(), z.array(schema).max(PARTS_MAX));
const typed = z
  .string()
  .trim()
  .regex(/^\d{0,9}$/, 'Give a frame as a whole number, or leave it empty.')
  .transform((text) => (text === '' ? null : Number(text)));
const copyTyped = z
  .union([z.literal('whole'), idOf<RedactionId>()])
  .transform((value) => (value === 'whole' ? null : value));
const place = z
  .string()
  .trim()
  .regex(/^\d{1,2}$/, 'Number the clips from 1 on.')
  .transform(Number);

/** What the page's form sends: a row for each clip. */
export const filmForm = z
  .strictObject({
    title,
    reason,
    orderReason,
    clips: each(idOf<ClipId>()),
    place: each(place),
    copy: each(copyTyped),
    from: each(typed),
    to: each(typed),
  })
  .transform(({ clips: rows, place: places, copy, from, to, ...words }) => {
    const parts = rows.map((clip, at) => ({
      ...{ clip, copy: copy[at] ?? null, from: from[at] ?? null, to: to[at] ?? null },
      place: places[at] ?? 0,
    }));
    parts.sort((one, other) => one.place - other.place);
    return { ...words, parts: parts.map(({ place: _place, ...rest }) => rest) };
  });
