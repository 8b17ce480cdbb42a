import { z } from 'zod';
import type { Alike, Covered } from '../../../../features/redaction';
import type { ClipId } from '../../../../kernel/ids';
import { id, idOf, moment, pageOf } from '../../shell/inputs/common';
import { viewOf } from '../../shell/inputs/view';

/** At one time: each is a version, and a copy that the worker makes. */
export const TOGETHER_MAX = 200;
const PICK = 'Choose at least one clip.';
const clips = z
  .array(idOf<ClipId>())
  .min(1, PICK)
  .max(TOGETHER_MAX, `At most ${TOGETHER_MAX} clips at one time.`);

export const coverClips = z.strictObject({
  clips: clips.describe('clips of the same camera, as listed there'),
});

const alike = z.strictObject({
  id,
  fileName: z.string(),
  exhibit: z.string().nullable(),
  sentAt: moment,
  eventAt: moment.nullable(),
  version: z.number().int().describe('the newest that was drawn on it; 0 where there is none'),
  state: z.enum(['waiting', 'made', 'failed']).nullable().describe('of the copy of that version'),
  outcome: z.enum(['approved', 'refused']).nullable().describe('what was said last of that copy'),
  lacks: z.number().int().describe('how many of the masks do not stand over it yet'),
});
const view = viewOf(alike);
export const alikeView = (row: Alike): z.infer<typeof alike> => view(row);
export const sameCamera = pageOf(alike);

const covered = z.strictObject({
  clipId: id,
  outcome: z.enum(['saved', 'there-already', 'refused']),
  version: z.number().int().nullable().describe('the version that has the masks'),
  why: z.string().nullable().describe('why it was refused'),
});
export const coveredList = z.strictObject({ items: z.array(covered) });
const viewCovered = viewOf(covered);
export const coveredView = (one: Covered): z.infer<typeof covered> => viewCovered(one);

/** One box that is ticked comes as a text. */
export const coverForm = z.strictObject({
  clips: z.preprocess(
    (value) => (value === undefined ? [] : typeof value === 'string' ? [value] : value),
    clips,
  ),
});
