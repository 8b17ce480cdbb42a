import { z } from 'zod';
import {
  DISCLOSURE_TEST,
  ENDORSEMENTS,
  endorsementsSeen,
  FORM_STATES,
  FORMS,
  formState,
  OCCASIONS,
  PRESUMPTIONS,
  takenFrom,
  type CaseItem,
  type MadeSchedule,
  type ScheduleHead,
} from '../../../../features/disclosure';
import { HOLDERS } from '../../../../features/invitations';
import { WRITTEN_KINDS } from '../../../../features/written';
import type { ClipId, DecisionId, ReviewId, ScheduleId } from '../../../../kernel/ids';
import { classification } from '../../shell/disclosure/classification.model';
import {
  id,
  idOf,
  lineText,
  moment,
  pageOf,
  pageQuery,
  reasonText,
  seenThere,
  seenView,
} from '../../shell/inputs/common';
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
    .describe(
      'for the schedule, good enough to decide from; an exhibit has its own. Names in braces are filled in for each item: date, when, length, source, reference',
    ),
  reason: reasonText.describe('why; for a sensitive item, why it is sensitive'),
  rebuttal: z
    .string()
    .trim()
    .max(1_000)
    .default('')
    .describe('of items that are presumed to meet the test, and do not: why'),
  known: idOf<DecisionId>()
    .nullable()
    .optional()
    .describe(
      'the newest decision in the investigation when it was read, null for none: where one of the items was decided about since, nothing is decided. Without it nobody asks',
    ),
  review: idOf<ReviewId>()
    .nullable()
    .optional()
    .describe(
      'the newest review when it was read, null for none: where one was opened since, nothing is decided. Without it nobody asks',
    ),
});

export const decided = z.strictObject({ items: z.array(id) });

const decision = z.strictObject({
  id,
  classification,
  meetsTest,
  originalToDefence: z.boolean(),
  description: z.string(),
  reason: z.string(),
  rebuttal: z.string().describe('why an item that is presumed to meet the test does not'),
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
  sentBy: z
    .enum(HOLDERS)
    .nullable()
    .describe('whose private link it came by; null of what an officer added, and of a still'),
  locked: z.boolean().describe('the original is the locked master'),
  reference: z.string().nullable().describe('exhibit reference'),
  description: z.string().nullable().describe('of the exhibit'),
  decision: decision.nullable().describe('the newest'),
  stands: z.boolean().describe('it was decided since the newest review was opened'),
  presumption: z
    .enum(PRESUMPTIONS)
    .nullable()
    .describe('why it is likely to meet the disclosure test (Attorney General’s Guidelines)'),
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
  sentBy: takenFrom(row.exhibit?.reference ?? '') === undefined ? row.sentBy : null,
  locked: row.locked,
  reference: row.exhibit?.reference ?? null,
  description: row.exhibit?.description ?? null,
  decision: row.decision === null ? null : decisionView(row.decision),
  stands: row.stands,
  presumption: row.presumption,
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
  signedName: z
    .string()
    .max(100)
    .optional()
    .describe('the maker’s own name; without it an MG12 and an MG6C are drafts, the others are not made'),
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
  state: z.enum(FORM_STATES).describe('a bundle carries a form from when it is signed'),
  signedName: z.string().nullable(),
  signedAt: moment.nullable(),
  sentTo: z.string().nullable(),
  sentAt: moment.nullable(),
  endorsedBy: z.string().nullable().describe('prosecutor of the newest list of endorsements'),
  endorsedAt: moment.nullable(),
  madeBy: z.string(),
  madeAt: moment,
});

export const signatureBody = z.strictObject({
  signedName: z.string().max(100).describe('the officer’s own name'),
});
const person = lineText().min(1, 'Enter a name.').max(100);
export const sendingBody = z.strictObject({ to: person.describe('to whom it was sent') });
const endorsement = z.enum(ENDORSEMENTS);
const comment = z.string().trim().max(1_000).default('');
export const endorsementsBody = z.strictObject({
  prosecutor: person,
  rows: z
    .array(
      z.strictObject({
        position: z.number().int().min(1).describe('the item’s number on the form'),
        answer: endorsement.describe('D: to be disclosed; I: may be inspected; CND: clearly not disclosable'),
        comment,
      }),
    )
    .min(1)
    .max(5_000),
  seen: seenThere,
});
export const endorsementListBody = z.strictObject({
  prosecutor: person,
  csv: z
    .string()
    .min(1, 'Paste the list.')
    .max(1_000_000)
    .describe('the form’s own CSV with the answers filled in; or number, answer, comment in each line'),
});
/** Of a program: with what it read. */
export const endorsementListSent = endorsementListBody.extend({ seen: seenThere });
export const taken = z.strictObject({ rows: z.number().int().describe('answers that were taken in') });

export const scheduleQuery = pageQuery<ScheduleId>();
export const schedulePage = pageOf(scheduleHead);
export const schedule = scheduleHead.extend({
  draft: z.boolean().describe('nobody has signed it yet'),
  outOfDate: z.boolean().describe('a later version was made, or the decisions that stand now say otherwise'),
  seen: seenView.describe('names its endorsements; given as `seen` with new ones'),
  rows: z.array(
    z.strictObject({
      clipId: id,
      position: z.number().int().min(1).describe('on MG6C and MG6D the item’s own number, which it keeps'),
      label: z.string(),
      description: z.string(),
      presumed: z.string().describe('why it is presumed to meet the test; empty where it is not'),
      particulars: z
        .string()
        .describe('when it was recorded and how long it is, as known when the form was made'),
      location: z.string().describe('where the item is held'),
      source: z.string().describe('how it came, without a name'),
      endorsed: z
        .strictObject({ answer: endorsement, comment: z.string() })
        .nullable()
        .describe('what the prosecutor last wrote beside it'),
      producer: z.string().nullable(),
      why: z.string().nullable(),
    }),
  ),
});

export const headView = (row: ScheduleHead): z.infer<typeof scheduleHead> => ({
  id: row.id,
  form: row.form,
  version: row.version,
  state: formState(row),
  signedName: row.signedName,
  signedAt: row.signedAt?.toISOString() ?? null,
  sentTo: row.sentTo,
  sentAt: row.sentAt?.toISOString() ?? null,
  endorsedBy: row.endorsedBy,
  endorsedAt: row.endorsedAt?.toISOString() ?? null,
  madeBy: row.madeByName,
  madeAt: row.madeAt.toISOString(),
});

export const scheduleView = (row: MadeSchedule): z.infer<typeof schedule> => ({
  ...headView(row),
  draft: row.signedAt === null,
  outOfDate: row.isOutOfDate === true,
  seen: endorsementsSeen(row),
  rows: row.rows.map((line) => ({
    clipId: line.clipId,
    position: line.position,
    label: line.label,
    description: line.description,
    presumed: line.presumed,
    particulars: line.particulars,
    location: line.location,
    source: line.source,
    endorsed: 'endorsed' in line && line.endorsed ? { ...line.endorsed } : null,
    producer: 'producer' in line ? line.producer : null,
    why: 'why' in line ? line.why : null,
  })),
});
