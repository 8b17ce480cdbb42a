import { z } from 'zod';
import {
  DISPOSAL_STATES,
  OUTCOMES,
  outcomesSeen,
  REVIEW_GROUPS,
  RULES,
  SENTENCES,
  type Day,
  type Kept,
  type KeptDetails,
  type KeptInvestigation,
  type KeptPerson,
  type Outcome,
} from '../../../../features/retention';
import type { HoldId } from '../../../../kernel/ids';
import type { Seen } from '../../../../kernel/seen';
import {
  id,
  moment,
  orEmpty,
  pageOf,
  pageQuery,
  seenField,
  seenThere,
  seenView,
} from '../../shell/inputs/common';
import { viewOf } from '../../shell/inputs/view';

const day = z.iso
  .date('Give a date.')
  .transform((text) => text as Day)
  .describe('YYYY-MM-DD');
const shownDay = z.string().describe('YYYY-MM-DD');
const reason = z.string().trim().min(1, 'Say why.').max(2_000);

const outcomeFields = {
  outcome: z.enum(OUTCOMES, 'Say what the outcome is.'),
  decidedOn: day.nullable().default(null).describe('of the decision, the acquittal or the conviction'),
  sentence: z.enum(SENTENCES).nullable().default(null).describe('of a conviction'),
  releasedOn: day.nullable().default(null).describe('from custody or hospital; null while it has no date'),
  appealPending: z.boolean().default(false),
  group: z.enum(REVIEW_GROUPS, 'Say which review group it is.').describe('the force’s review group'),
};
export const newOutcome = z.strictObject({ ...outcomeFields, reason, seen: seenThere });
export const withReason = z.strictObject({ reason });
export const keepReview = z.strictObject({ until: day, reason });
export const given = z.strictObject({ id });

const emptyDay = orEmpty(day);
export const outcomeForm = z
  .object({
    outcome: outcomeFields.outcome,
    decidedOn: emptyDay,
    sentence: orEmpty(z.enum(SENTENCES)),
    releasedOn: emptyDay,
    appealPending: z
      .literal('yes')
      .optional()
      .transform((answer) => answer === 'yes'),
    group: outcomeFields.group,
    reason,
    seen: seenField,
  })
  .transform(({ reason: why, seen, ...outcome }): { outcome: Outcome; reason: string; seen: Seen } => ({
    outcome,
    reason: why,
    seen,
  }));

const rule = z.strictObject({
  id: z.enum(RULES),
  until: shownDay.nullable().describe('from then on it keeps nothing; null: no end yet'),
});
const recordedOutcome = z.strictObject({
  outcome: z.enum(OUTCOMES),
  decidedOn: shownDay.nullable(),
  sentence: z.enum(SENTENCES).nullable(),
  releasedOn: shownDay.nullable(),
  appealPending: z.boolean(),
  group: z.enum(REVIEW_GROUPS),
  reason: z.string(),
  recordedBy: z.string(),
  recordedAt: moment,
});
const hold = z.strictObject({
  id,
  clipId: id.nullable().describe('null: on the whole investigation'),
  reason: z.string(),
  setBy: z.string(),
  setAt: moment,
  liftedBy: z.string().nullable(),
  liftedAt: moment.nullable(),
  liftReason: z.string().nullable(),
});
const disposal = z.strictObject({
  id,
  clipId: id,
  state: z.enum(DISPOSAL_STATES),
  reason: z.string(),
  proposedBy: z.string(),
  proposedAt: moment,
  decidedBy: z.string().nullable(),
  decidedAt: moment.nullable(),
  decisionReason: z.string().nullable(),
  eraseAfter: moment.nullable().describe('until then it can be stopped'),
  stoppedBy: z.string().nullable().describe('null when the service stopped it, as something keeps the item'),
  stoppedAt: moment.nullable(),
  stopReason: z.string().nullable(),
  erasedAt: moment.nullable(),
});
const item = z.strictObject({
  clipId: id,
  name: z.string(),
  exhibit: z.string().nullable(),
  stills: z.number().int().describe('single frames, which go with it'),
  until: shownDay.nullable().describe('the longest rule; null while one has no end'),
  rules: z.array(rule).describe('the longest first'),
  due: z.boolean().describe('no rule keeps it: a person may decide'),
  disposal: z.enum(DISPOSAL_STATES).nullable().describe('state of the newest one'),
  erasedAt: moment.nullable(),
});

const person = z.strictObject({
  invitationId: id,
  person: z.string(),
  askedAt: moment,
  items: z.number().int().describe('that came by the link and are still here'),
  until: shownDay.nullable().describe('the longest rule; null while one has no end'),
  rules: z.array(rule).describe('the longest first'),
  erased: z.boolean().describe('who they are and what they were asked is no longer here'),
});

export const retentionOfInvestigation = z.strictObject({
  outcomes: z.array(recordedOutcome).describe('newest first: that one counts'),
  seen: seenView.describe('names the outcomes; given as `seen` with a new one'),
  items: z.array(item).describe('without the locks of the store, which the item itself states'),
  people: z
    .array(person)
    .describe('other people than the victim who were asked, the newest 100; none in an emergency'),
  next: id.nullable().describe('give it as `after` for the next page; null on the last one'),
});
export const retentionOfItem = item.extend({
  reviews: z
    .array(
      z.strictObject({ keepUntil: shownDay, reason: z.string(), reviewedBy: z.string(), reviewedAt: moment }),
    )
    .describe('newest first'),
  disposals: z.array(disposal).describe('newest first'),
});

const outcomeView = viewOf(recordedOutcome);

export const holdPage = pageOf(hold);
export const holdQuery = pageQuery<HoldId>();

export const holdView = viewOf(hold);

const itemView = ({ item: row, retention, due }: Kept): z.infer<typeof item> => ({
  clipId: row.clipId,
  name: row.name,
  exhibit: row.exhibit,
  stills: row.stills,
  until: retention.until,
  rules: retention.rules.map(({ id: name, until }) => ({ id: name, until })),
  due,
  disposal: row.disposal?.state ?? null,
  erasedAt: row.erasedAt?.toISOString() ?? null,
});

const personView = ({ retention, ...row }: KeptPerson): z.infer<typeof person> => ({
  ...{ invitationId: row.invitationId, person: row.person, askedAt: row.askedAt.toISOString() },
  ...{ items: row.items, until: retention.until, erased: row.erased },
  rules: retention.rules.map(({ id: name, until }) => ({ id: name, until })),
});

/** `kept` has one item more than the page when there are more. */
export const retentionView = (
  kept: KeptInvestigation,
  limit: number,
): z.infer<typeof retentionOfInvestigation> => {
  const shown = kept.items.slice(0, limit);
  return {
    outcomes: kept.outcomes.map(outcomeView),
    seen: outcomesSeen(kept.outcomes),
    items: shown.map(itemView),
    people: kept.people.map(personView),
    next: kept.items.length > limit ? (shown.at(-1)?.item.clipId ?? null) : null,
  };
};

const detailsView = viewOf(retentionOfItem.pick({ reviews: true, disposals: true }));

export const retentionItemView = (kept: KeptDetails): z.infer<typeof retentionOfItem> => ({
  ...itemView(kept),
  ...detailsView(kept),
});
