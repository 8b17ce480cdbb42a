import { z } from 'zod';
import {
  DISCLOSURE_TEST,
  FORMS,
  OCCASIONS,
  type CaseItem,
  type MadeSchedule,
  type ScheduleHead,
} from '../../../../features/disclosure';
import { WRITTEN_KINDS } from '../../../../features/written';
import type { ClipId, DecisionId, ReviewId, ScheduleId } from '../../../../kernel/ids';
import { classification } from '../../shell/disclosure/classification.model';
import { id, idOf, moment, pageOf, pageQuery, reasonText } from '../../shell/inputs/common';
import { viewOf } from '../../shell/inputs/view';

const meetsTest = z.boolean().describe(DISCLOSURE_TEST);

export const itemQuery = pageQuery<ClipId>().extend({
  undecided: z.enum(['true', 'false']).default('false').describe('only items on the work list'),
});

export const descriptionText = z.string().trim().max(1_000);

export const decisionBody = z.strictObject({
  items: z
    .array(idOf<ClipId>())
    .min(1)
    .max(200)
    .describe('clips that were grouped by hand: one verdict, one reason'),
  classification,
  meetsTest,
  originalToDefence: z
    .boolean()
    .default(false)
    .describe('the defence is given the file as it came, not a viewing copy alone'),
  description: descriptionText
    .default('')
    .describe('for the schedule, good enough to decide from; an exhibit has its own'),
  reason: reasonText.describe('why; for a sensitive item, why it is sensitive'),
});

export const decided = z.strictObject({ items: z.array(id) });

const decision = z.strictObject({
  id,
  classification,
  meetsTest,
  originalToDefence: z.boolean(),
  description: z.string(),
  reason: z.string(),
  reviewId: id.nullable(),
  decidedAt: moment,
  decidedBy: z.string(),
});

export const decisionView = viewOf(decision);

export const decisionPage = pageOf(decision);
export const decisionQuery = pageQuery<DecisionId>();

const item = z.strictObject({
  id: id.describe('of the clip'),
  fileName: z.string(),
  sentAt: moment,
  locked: z.boolean().describe('the original is the locked master'),
  reference: z.string().nullable().describe('exhibit reference'),
  description: z.string().nullable().describe('of the exhibit'),
  decision: decision.nullable().describe('the newest'),
  stands: z.boolean().describe('it was decided since the newest review was opened'),
  written: z
    .strictObject({ kind: z.enum(WRITTEN_KINDS), version: z.number().int() })
    .nullable()
    .describe('what is written, and no recording: where it was taken from'),
  mg6c: z.number().int().nullable().describe('number on the MG6C, for ever'),
  mg6d: z.number().int().nullable().describe('number on the MG6D, for ever'),
});

export const itemPage = pageOf(item);

export const itemView = (row: CaseItem): z.infer<typeof item> => ({
  id: row.clipId,
  fileName: row.fileName,
  sentAt: row.sentAt.toISOString(),
  locked: row.locked,
  reference: row.exhibit?.reference ?? null,
  description: row.exhibit?.description ?? null,
  decision: row.decision === null ? null : decisionView(row.decision),
  stands: row.stands,
  written: row.written === null ? null : { kind: row.written.kind, version: row.written.version },
  mg6c: row.mg6c,
  mg6d: row.mg6d,
});

export const reviewBody = z.strictObject({ occasion: z.enum(OCCASIONS), reason: reasonText });
const review = z.strictObject({
  id,
  occasion: z.enum(OCCASIONS),
  reason: z.string(),
  openedAt: moment,
  openedBy: z.string(),
});

export const reviewPage = pageOf(review);
export const reviewQuery = pageQuery<ReviewId>();
export const reviewView = viewOf(review);

export const scheduleBody = z.strictObject({
  form: z.enum(FORMS),
  signedName: z.string().max(100).optional().describe('for MG6D and MG6E: the maker’s own name'),
  certified: z
    .number()
    .int()
    .optional()
    .describe('for MG6E: how many certifications were confirmed; all must be'),
});

const scheduleHead = z.strictObject({
  id,
  form: z.enum(FORMS),
  version: z.number().int().min(1),
  signedName: z.string().nullable(),
  madeBy: z.string(),
  madeAt: moment,
});

export const scheduleQuery = pageQuery<ScheduleId>();
export const schedulePage = pageOf(scheduleHead);
export const schedule = scheduleHead.extend({
  draft: z.literal(true).describe('every generated form is a draft for a person to check'),
  rows: z.array(
    z.strictObject({
      clipId: id,
      position: z.number().int().min(1).describe('on MG6C and MG6D the item’s own number, which it keeps'),
      label: z.string(),
      description: z.string(),
      particulars: z
        .string()
        .describe('when it was recorded and how long it is, as known when the form was made'),
      producer: z.string().nullable(),
      why: z.string().nullable(),
    }),
  ),
});

export const headView = (row: ScheduleHead): z.infer<typeof scheduleHead> => ({
  id: row.id,
  form: row.form,
  version: row.version,
  signedName: row.signedName,
  madeBy: row.madeByName,
  madeAt: row.madeAt.toISOString(),
});

export const scheduleView = (row: MadeSchedule): z.infer<typeof schedule> => ({
  ...headView(row),
  draft: true,
  rows: row.rows.map((line) => ({
    clipId: line.clipId,
    position: line.position,
    label: line.label,
    description: line.description,
    particulars: line.particulars,
    producer: 'producer' in line ? line.producer : null,
    why: 'why' in line ? line.why : null,
  })),
});
