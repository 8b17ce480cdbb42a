import { z } from 'zod';
import {
  inForceAt,
  occasionSeen,
  ORDER_KINDS,
  ORDER_ROUTES,
  sharedBy,
  standingOf,
  type Conduct,
  type Occasion,
  type OrderRow,
  type Part,
  type Proposal,
} from '../../../../features/conduct';
import { id, moment as instant, pageOf, seenView } from '../../shell/inputs/common';
import { viewOf } from '../../shell/inputs/view';

export const conductAnswer = z.strictObject({
  counting: z.number().int().describe('occasions that count'),
  first: z.string().nullable().describe('day of the first one, YYYY-MM-DD'),
  last: z.string().nullable(),
  longestGapDays: z.number().nullable(),
  medianGapDays: z.number().nullable(),
  weeks: z
    .array(
      z.strictObject({
        monday: z.string(),
        occasions: z.array(z.number().int()).describe('numbers of those that count'),
        hours: z.array(z.number().int()).describe('how many began in each hour of the day'),
      }),
    )
    .describe('every week from the first to the last'),
});

const moment = z
  .strictObject({
    date: z.string().describe('YYYY-MM-DD or YYYY-MM, local time of the United Kingdom'),
    start: instant.nullable(),
    end: instant.nullable(),
    exactness: z.enum(['footage', 'exact', 'about']),
  })
  .nullable();

const alsoIn = z
  .array(z.number().int())
  .describe('numbers of other occasions to which another version of the same recording belongs');

const part = z.strictObject({
  kind: z.enum(['clip', 'incident']),
  id,
  part: id.nullable().describe('its place in the occasion, to take it out by'),
  name: z.string(),
  exhibit: z.string().nullable(),
  moment,
  alsoIn,
});
export const partPage = pageOf(part);

export const proposalPage = pageOf(
  z.strictObject({
    id: id.describe('of its first part'),
    parts: z.array(part),
  }),
);

const held = z.strictObject({ counts: z.boolean(), breachOf: id.nullable(), reason: z.string() });

export const occasionAnswer = z.strictObject({
  id,
  number: z.number().int(),
  moment,
  standing: z.enum(['counts', 'not', 'undecided']),
  decision: held.nullable().describe('the newest one, which holds'),
  seen: seenView,
  parts: z.number().int().describe('how many belong to it'),
  alsoIn,
  inForce: z
    .array(z.strictObject({ order: id, sure: z.boolean() }))
    .describe('orders on its day; not sure where only the month is known'),
});
export const occasionPage = pageOf(occasionAnswer);

const decision = held.extend({ id, by: z.string(), at: instant });
export const occasionDecisionPage = pageOf(decision);

const order = z.strictObject({
  id,
  kind: z.enum(ORDER_KINDS),
  madeOn: z.string(),
  endsOn: z.string().nullable(),
  terms: z.string(),
  court: z.string().nullable().describe('its name'),
  route: z.enum(ORDER_ROUTES).nullable().describe('how it came about'),
  recordedBy: z.string(),
  recordedAt: instant,
  withdrawn: z.strictObject({ by: z.string(), at: instant, reason: z.string() }).nullable(),
});
export const orderPage = pageOf(order);

export const conductView = ({ counting, series }: Conduct): z.infer<typeof conductAnswer> => ({
  counting,
  first: series.first,
  last: series.last,
  longestGapDays: series.longestGapDays,
  medianGapDays: series.medianGapDays,
  weeks: series.weeks.map(({ monday, occasions, hours }) => ({
    monday,
    occasions: [...occasions],
    hours: [...hours],
  })),
});

const momentView = (of: Part['moment']): z.infer<typeof moment> =>
  of === undefined
    ? null
    : {
        date: of.date,
        start: of.start?.toISOString() ?? null,
        end: of.end?.toISOString() ?? null,
        exactness: of.exactness,
      };

export const partView = (of: Part): z.infer<typeof part> => ({
  kind: of.kind,
  id: of.id,
  part: of.part,
  name: of.name,
  exhibit: of.exhibit,
  moment: momentView(of.moment),
  alsoIn: [...of.alsoIn],
});

export const proposalView = ({ id: first, parts }: Proposal) => ({ id: first, parts: parts.map(partView) });

export const occasionView =
  (orders: readonly OrderRow[]) =>
  (of: Occasion): z.infer<typeof occasionAnswer> => ({
    id: of.id,
    number: of.number,
    moment: momentView(of.moment),
    standing: standingOf(of),
    decision: of.decision,
    seen: occasionSeen(of),
    parts: of.parts.length,
    alsoIn: sharedBy(of),
    inForce: inForceAt(orders, of.moment).map(({ order: { id: which }, sure }) => ({ order: which, sure })),
  });

export const occasionDecisionView = viewOf(decision);

export const orderView = ({
  investigationId: _of,
  withdrawn,
  recordedAt,
  ...row
}: OrderRow): z.infer<typeof order> => ({
  ...row,
  recordedAt: recordedAt.toISOString(),
  withdrawn: withdrawn && { ...withdrawn, at: new Date(withdrawn.at).toISOString() },
});
