import { z } from 'zod';
import type { RedactionId } from '../../../../kernel/ids';
import { anyObject, id, idOf, moment, pageOf } from '../../shell/inputs/common';
import { viewOf } from '../../shell/inputs/view';

const FRAME_MAX = 100_000_000;
const frame = z.number('Give a frame number.').int().min(1, 'The first frame is 1.').max(FRAME_MAX);
const words = z.string().trim().min(1, 'Say what it shows.').max(500);
const note = z.string().trim().min(1, 'Write something.').max(2_000);
const seconds = z.number().min(0).max(1_000_000);

export const stillOrder = z.strictObject({
  frame: frame.describe('counted from 1, as the list of frames has it'),
  description: words,
});
export const stillGiven = z.strictObject({
  id: id.describe('once made, the id of the clip and of the exhibit too'),
  reference: z.string(),
});

/** Leaves room for "(100 of 100)". */
const seriesWords = z.string().trim().min(1, 'Say what they show.').max(480);
const SERIES_MAX = 100;
const seriesCount = z
  .number('Say how many.')
  .int()
  .min(2, 'A series is of two frames at least.')
  .max(SERIES_MAX, `At most ${SERIES_MAX} at once.`);
export const seriesOrder = z.strictObject({
  from: frame.describe('counted from 1, as the list of frames has it'),
  to: frame.describe('the last one'),
  count: seriesCount.describe('evenly spread from the first to the last; every frame, where there are fewer'),
  description: seriesWords.describe('each is given its place in the series as well, like "(2 of 8)"'),
});
export const seriesGiven = z.strictObject({ items: z.array(stillGiven) });

const still = z.strictObject({
  id,
  reference: z.string(),
  exhibitId: id.describe('the exhibit that it is taken from'),
  frame: z.number().int(),
  description: z.string(),
  state: z.enum(['asked', 'made', 'failed']),
  facts: anyObject
    .nullable()
    .describe('time and pixel hash of the frame, hash of the master, size of the picture'),
  recipe: anyObject.nullable().describe('tool, version and exact arguments, so that others can repeat it'),
  why: z.string().nullable().describe('why it could not be made'),
  askedAt: moment,
});
export const stillList = z.strictObject({ items: z.array(still) });
export const stillView = viewOf(still);

export const newMarker = z.strictObject({
  text: note.describe('the log commits to it'),
  frame: frame.optional().describe('without it the note is on the whole clip'),
  seconds: seconds.optional().describe('of that frame, from the first one'),
});
export const strikeOut = z.strictObject({ reason: z.string().trim().min(1, 'Say why.').max(1_000) });
export const markerGiven = z.strictObject({ id });

const marker = z.strictObject({
  id,
  frame: z.number().int().nullable(),
  seconds: z.number().nullable(),
  text: z.string(),
  author: z.string(),
  authorId: id,
  at: moment,
  struck: z.strictObject({ by: z.string(), at: moment, reason: z.string() }).nullable(),
});
export const markerPage = pageOf(marker);
export const markerView = viewOf(marker);

/** The same as forms send it; `viewing` keeps the open player on the page. */
const typed = z.string().trim().regex(/^\d+$/, 'Give a frame number.').transform(Number);
const typedSeconds = z
  .string()
  .trim()
  .regex(/^\d+(\.\d+)?$/, 'Give a number.')
  .transform(Number);
const none = z.literal('').transform(() => undefined);
const viewing = z.union([none, z.guid()]).optional();
/** The note after which the page of notes begins, so that a form comes back to it. */
const notes = viewing;
export const stillForm = z.strictObject({ frame: typed.pipe(frame), description: words, viewing });
export const markerForm = z.strictObject({
  text: note,
  frame: z.union([none, typed.pipe(frame)], 'Give a frame number, or leave it empty.').optional(),
  seconds: z.union([none, typedSeconds.pipe(seconds)]).optional(),
  viewing,
  notes,
});
/** A time that was typed becomes a frame's number in the browser, where the list of frames is. */
const frameTyped = z
  .string()
  .trim()
  .regex(/^\d+$/, 'Give the number of a frame. A time such as 0:05.2 is understood while the player is open.')
  .transform(Number)
  .pipe(frame);
export const seriesForm = z.strictObject({
  from: frameTyped,
  to: frameTyped,
  count: z.string().trim().regex(/^\d+$/, 'Say how many.').transform(Number).pipe(seriesCount),
  description: seriesWords,
  viewing,
});
export const extractForm = z.strictObject({
  from: frameTyped,
  to: frameTyped,
  source: z.union(
    [z.literal('whole').transform(() => null), idOf<RedactionId>()],
    'Choose what it is taken from.',
  ),
  title: words,
  reason: z.string().trim().min(1, 'Say why.').max(1_000),
  viewing,
});
export const strikeForm = strikeOut.extend({ viewing, notes });
