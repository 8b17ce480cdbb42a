import { z } from 'zod';
import {
  ORDER_KINDS,
  standingOf,
  type Conduct,
  type Occasion,
  type Part,
} from '../../../../features/conduct';
import type { ClipId, IncidentId, OrderId } from '../../../../kernel/ids';
import { id, idOf, moment as instant } from './common';

const MOST = 500;
const day = z.iso.date('Give a date.').describe('YYYY-MM-DD');
const reason = z.string().trim().min(1, 'Say why.').max(2_000);
const terms = z.string().trim().min(1, 'Say what it forbids, in a few words.').max(2_000);

export const picked = z.strictObject({
  clips: z.array(idOf<ClipId>()).max(MOST).default([]),
  incidents: z.array(idOf<IncidentId>()).max(MOST).default([]),
});
export const occasionDecision = z.strictObject({
  counts: z.boolean().describe('as one of the occasions of the Protection from Harassment Act 1997 s.7(3)'),
  breachOf: idOf<OrderId>().nullable().default(null).describe('an order that was in force on its day'),
  reason,
});
export const newOrder = z.strictObject({
  kind: z.enum(ORDER_KINDS, 'Say which order it is.'),
  madeOn: day,
  endsOn: day.nullable().default(null).describe('its last day; null until further order'),
  terms,
});
export const withReason = z.strictObject({ reason });
export const given = z.strictObject({ id });

/** `clip:ID` or `incident:ID`, as the page's boxes have it. */
const box = z.string().regex(/^(clip|incident):[0-9a-f-]{36}$/);
export const pickForm = z.object({
  items: z
    .union([box.transform((one) => [one]), z.array(box).max(MOST)], 'Pick at least one clip or incident.')
    .transform((boxes) => ({
      clips: boxes.filter((one) => one.startsWith('clip:')).map((one) => one.slice(5) as ClipId),
      incidents: boxes.filter((one) => one.startsWith('incident:')).map((one) => one.slice(9) as IncidentId),
    })),
  into: z.union([z.literal('new'), z.guid()], 'Say to which occasion.').default('new'),
});
export const decisionForm = z.object({
  counts: z.enum(['yes', 'no'], 'Say whether it counts.').transform((answer) => answer === 'yes'),
  breachOf: z
    .union([z.literal(''), idOf<OrderId>()])
    .default('')
    .transform((order) => (order === '' ? null : order)),
  reason,
});
export const orderForm = z.object({
  kind: z.enum(ORDER_KINDS, 'Say which order it is.'),
  madeOn: day,
  endsOn: z.union([z.literal('').transform(() => null), day]).default(null),
  terms,
});

const moment = z
  .strictObject({
    date: z.string().describe('YYYY-MM-DD or YYYY-MM, local time of the United Kingdom'),
    start: instant.nullable(),
    end: instant.nullable(),
    exactness: z.enum(['footage', 'exact', 'about']),
  })
  .nullable();
const part = z.strictObject({
  kind: z.enum(['clip', 'incident']),
  id,
  part: id.nullable().describe('its place in the occasion, to take it out by'),
  name: z.string(),
  exhibit: z.string().nullable(),
  moment,
});
const decision = z.strictObject({
  counts: z.boolean(),
  breachOf: id.nullable(),
  reason: z.string(),
  by: z.string(),
  at: instant,
});
const occasion = z.strictObject({
  id,
  number: z.number().int(),
  moment,
  standing: z.enum(['counts', 'not', 'undecided']),
  decision: decision.nullable(),
  parts: z.array(part),
  inForce: z.array(z.strictObject({ order: id, sure: z.boolean() })),
});
export const conductAnswer = z.strictObject({
  occasions: z.array(occasion).describe('in the order of time'),
  loose: z.array(part).describe('in no occasion yet'),
  proposals: z.array(z.array(z.string())).describe('ids that may belong together: a proposal, and no more'),
  orders: z.array(
    z.strictObject({
      id,
      kind: z.enum(ORDER_KINDS),
      madeOn: z.string(),
      endsOn: z.string().nullable(),
      terms: z.string(),
      withdrawn: z.boolean(),
    }),
  ),
  counting: z.number().int(),
  longestGapDays: z.number().nullable(),
  medianGapDays: z.number().nullable(),
  weeks: z.array(
    z.strictObject({
      monday: z.string(),
      occasions: z.array(z.number().int()),
      hours: z.array(z.number().int()),
    }),
  ),
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
const partView = ({
  kind,
  id: key,
  part: place,
  name,
  exhibit,
  moment: when,
}: Part): z.infer<typeof part> => ({
  kind,
  id: key,
  part: place,
  name,
  exhibit,
  moment: momentView(when),
});
const occasionView = (of: Occasion): z.infer<typeof occasion> => ({
  id: of.id,
  number: of.number,
  moment: momentView(of.moment),
  standing: standingOf(of),
  decision:
    of.decision === undefined
      ? null
      : {
          counts: of.decision.counts,
          breachOf: of.decision.breachOf,
          reason: of.decision.reason,
          by: of.decision.by,
          at: of.decision.at.toISOString(),
        },
  parts: of.parts.map(partView),
  inForce: [...of.inForce],
});

export const conductView = (of: Conduct): z.infer<typeof conductAnswer> => ({
  occasions: of.occasions.map(occasionView),
  loose: of.loose.map(partView),
  proposals: of.proposals.map((group) => group.map((one) => one.id)),
  orders: of.orders.map(({ id: key, kind, madeOn, endsOn, terms: said, withdrawn }) => ({
    id: key,
    kind,
    madeOn,
    endsOn,
    terms: said,
    withdrawn: withdrawn !== null,
  })),
  counting: of.counting,
  longestGapDays: of.series.longestGapDays,
  medianGapDays: of.series.medianGapDays,
  weeks: of.series.weeks.map(({ monday, occasions, hours }) => ({
    monday,
    occasions: [...occasions],
    hours: [...hours],
  })),
});
