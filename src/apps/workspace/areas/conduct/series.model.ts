import { z } from 'zod';
import { ORDER_KINDS, stepOf, STEPS, type Axis } from '../../../../features/conduct';
import { HOLDERS } from '../../../../features/invitations';
import { id, moment } from '../../shell/inputs/common';
import { viewOf } from '../../shell/inputs/view';

const at = z.iso
  .datetime()
  .transform((text) => new Date(text))
  .optional();

/** Part of the axis; left out: the whole of it. */
export const seriesQuery = z.strictObject({ from: at, until: at });
export type SeriesQuery = z.output<typeof seriesQuery>;

const seriesStep = z.strictObject({
  from: moment,
  until: moment,
  clips: z.number().int(),
  incidents: z.number().int(),
  first: id.nullable().describe('the first clip in it'),
});

export const seriesAnswer = z.strictObject({
  from: moment.nullable().describe('of what is shown; null where no time is known of anything'),
  until: moment.nullable(),
  steps: z.array(seriesStep).describe('parts of equal length in which something lies'),
  occasions: z.array(
    z.strictObject({ id, number: z.number().int(), at: moment, counts: z.boolean().nullable() }),
  ),
  orders: z.array(
    z.strictObject({ id, kind: z.enum(ORDER_KINDS), madeOn: z.string(), endsOn: z.string().nullable() }),
  ),
  items: z.array(
    z.strictObject({
      kind: z.enum(['clip', 'incident']),
      id,
      name: z.string(),
      exhibit: z.string().nullable(),
      sentBy: z
        .enum(HOLDERS)
        .nullable()
        .describe(
          'of a clip: whose private link it came by; null of what an officer added, and in an emergency',
        ),
      at: moment,
      said: z.string().nullable().describe('of an incident: when it was, as far as the victim said'),
      chosen: z.boolean().describe('by an officer'),
      occasion: z.number().int().nullable().describe('number of the occasion to which it belongs'),
      erased: z.boolean().describe('its footage is gone: no occasion takes it any more'),
    }),
  ),
  more: z.boolean().describe('whether more items lie in this part than are listed'),
  undatedClips: z.number().int(),
  undatedIncidents: z.number().int(),
});

const answerView = viewOf(seriesAnswer);

/** What the page and the API show of one part of the axis. */
export function seriesView({ bounds, shown, orders }: Axis): z.infer<typeof seriesAnswer> {
  const { undatedClips, undatedIncidents } = bounds;
  const rest = {
    orders: orders.map(({ id: order, kind, madeOn, endsOn }) => ({ id: order, kind, madeOn, endsOn })),
    ...{ undatedClips, undatedIncidents },
  };
  if (shown === undefined)
    return answerView({ from: null, until: null, steps: [], occasions: [], items: [], more: false, ...rest });
  const { range, steps, occasions, items, more } = shown;
  return answerView({
    ...{ from: new Date(range.from), until: new Date(range.until) },
    steps: steps.map(({ step, clips, incidents, first }) => {
      const part = stepOf(range, step, STEPS);
      return { from: new Date(part.from), until: new Date(part.until), clips, incidents, first };
    }),
    ...{ occasions, items, more },
    ...rest,
  });
}
