import { z } from 'zod';
import {
  detailsSeen,
  wantedBy,
  type Filter,
  type Investigation,
  type Linked,
} from '../../../../features/investigations';
import { leading } from '../../shell/people/people.model';
import type { InvestigationId } from '../../../../kernel/ids';
import {
  id,
  lineText,
  moment,
  pageOf,
  pageQuery,
  seenField,
  seenThere,
  seenView,
} from '../../shell/inputs/common';
import { viewOf } from '../../shell/inputs/view';

export const newInvestigation = z.strictObject({
  urn: lineText()
    .min(3)
    .max(40)
    .regex(/^[A-Za-z0-9][A-Za-z0-9 /.-]*$/, 'Use letters, digits, spaces and the signs / . - only.'),
  offence: lineText().min(1).max(200),
  team: lineText().max(80).default('').describe('empty when it belongs to no team'),
});

/** What is typed into the search, and the filters beside it. */
export const investigationFilter = z.strictObject({
  q: z
    .string()
    .trim()
    .max(100)
    .default('')
    .describe(
      'part of a crime reference, words of the offence or the team, a name of an officer in the case, or the reference of an exhibit or a submission',
    ),
  mine: z
    .enum(['true', 'false'])
    .default('false')
    .describe('only where the officer is the officer in the case'),
  team: lineText().max(80).default(''),
  state: z.enum(['open', 'closed', 'all']).default('all'),
});

export const investigationQuery = pageQuery<InvestigationId>().extend(investigationFilter.shape);

export const filterOf = ({ q, mine, team, state }: z.infer<typeof investigationFilter>): Filter => ({
  wanted: wantedBy(q),
  mineOnly: mine === 'true',
  team: team === '' ? undefined : team,
  state,
});

export const details = z.strictObject({
  offence: lineText().min(1).max(200),
  ...leading,
  state: z.enum(['open', 'closed']),
});

/** Of a program: with what it read. */
export const detailsSent = details.extend({ seen: seenThere });
/** Of a page: with what it showed. */
export const detailsTyped = details.extend({ seen: seenField });

export const newLink = z.strictObject({
  urn: lineText().min(1).max(40).describe('crime reference of the other investigation'),
  reason: z.string().trim().min(1).max(500),
});

export const linkList = z.strictObject({
  items: z.array(
    z.strictObject({
      id,
      investigationId: id,
      urn: z.string(),
      offence: z.string(),
      reason: z.string(),
      linkedBy: z.string(),
      linkedAt: moment,
    }),
  ),
});

export const linkView = (row: Linked) => ({
  id: row.id,
  investigationId: row.investigationId,
  urn: row.urn,
  offence: row.offence,
  reason: row.reason,
  linkedBy: row.linkedBy,
  linkedAt: row.linkedAt.toISOString(),
});

export const investigation = z.strictObject({
  id,
  urn: z.string(),
  offence: z.string(),
  team: z.string(),
  oicId: id,
  oicName: z.string(),
  createdAt: moment,
  closedAt: moment.nullable(),
  seen: seenView,
});

export const investigationPage = pageOf(investigation);

const view = viewOf(investigation);
export const investigationView = (row: Investigation): z.infer<typeof investigation> =>
  view({ ...row, seen: detailsSeen(row) });
