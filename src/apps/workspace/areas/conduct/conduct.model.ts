import { z } from 'zod';
import { ORDER_KINDS, ORDER_ROUTES } from '../../../../features/conduct';
import type { ClipId, IncidentId, OccasionDecisionId, OccasionId, OrderId } from '../../../../kernel/ids';
import { id, idOf, lineText, orEmpty, pageQuery, seenField, seenThere } from '../../shell/inputs/common';

const MOST = 500;
const MOST_COURT = 200;
const day = z.iso.date('Give a date.').describe('YYYY-MM-DD');
const reason = z.string().trim().min(1, 'Say why.').max(2_000);

export const picked = z.strictObject({
  clips: z.array(idOf<ClipId>()).max(MOST).default([]),
  incidents: z.array(idOf<IncidentId>()).max(MOST).default([]),
});
export const occasionDecision = z.strictObject({
  counts: z.boolean().describe('as one of the occasions of the Protection from Harassment Act 1997 s.7(3)'),
  breachOf: idOf<OrderId>().nullable().default(null).describe('an order that was in force on its day'),
  reason,
});
const court = lineText().max(MOST_COURT, `At most ${MOST_COURT} letters.`);

export const newOrder = z.strictObject({
  kind: z.enum(ORDER_KINDS, 'Say which order it is.'),
  madeOn: day,
  endsOn: day.nullable().default(null).describe('its last day; null until further order'),
  terms: z.string().trim().min(1, 'Say what it forbids, in a few words.').max(2_000),
  court: court.min(1).nullable().default(null).describe('name of the court that made it'),
  route: z
    .enum(ORDER_ROUTES)
    .nullable()
    .default(null)
    .describe('how it came about; null where it is not known, or none of these'),
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
  into: z
    .union(
      [
        z.literal(''),
        z
          .string()
          .trim()
          .regex(/^\d{1,9}$/),
      ],
      'Give the number of an occasion, like 3.',
    )
    .default('')
    .transform((number) => (number === '' ? undefined : Number(number))),
});
/** Of a program: with what it read. */
export const occasionDecisionSent = occasionDecision.extend({ seen: seenThere });
export const decisionForm = occasionDecision
  .extend({
    counts: z.enum(['yes', 'no'], 'Say whether it counts.').transform((answer) => answer === 'yes'),
    breachOf: orEmpty(idOf<OrderId>()),
    seen: seenField,
  })
  .strip();
export const orderForm = newOrder
  .extend({
    endsOn: orEmpty(day),
    court: court.default('').transform((name) => (name === '' ? null : name)),
    route: orEmpty(z.enum(ORDER_ROUTES)),
  })
  .strip();

export const occasionQuery = pageQuery<OccasionId>();
export const partQuery = pageQuery<ClipId | IncidentId>();
export const orderQuery = pageQuery<OrderId>();
export const occasionDecisionQuery = pageQuery<OccasionDecisionId>();
