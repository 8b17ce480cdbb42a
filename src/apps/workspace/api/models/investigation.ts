import { z } from 'zod';
import {
  wantedBy,
  type Filter,
  type Investigation,
  type Linked,
  type Member,
} from '../../../../features/investigations';
import type { Invitation, IssuedInvitation } from '../../../../features/invitations';
import type { InvestigationId, OfficerId } from '../../../../kernel/ids';
import { id, idOf, moment, pageOf, pageQuery } from './common';

export const newInvestigation = z.strictObject({
  urn: z
    .string()
    .trim()
    .min(3)
    .max(40)
    .regex(/^[A-Za-z0-9][A-Za-z0-9 /.-]*$/, 'Use letters, digits, spaces and the signs / . - only.'),
  offence: z.string().trim().min(1).max(200),
  team: z.string().trim().max(80).default('').describe('empty when it belongs to no team'),
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
  team: z.string().trim().max(80).default(''),
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
  offence: z.string().trim().min(1).max(200),
  team: z.string().trim().max(80).default(''),
  oicId: idOf<OfficerId>().describe('one of the members'),
  state: z.enum(['open', 'closed']),
});

export const newLink = z.strictObject({
  urn: z.string().trim().min(1).max(40).describe('crime reference of the other investigation'),
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

export const created = z.strictObject({ id });

export const investigation = z.strictObject({
  id,
  urn: z.string(),
  offence: z.string(),
  team: z.string(),
  oicId: id,
  oicName: z.string(),
  createdAt: moment,
  closedAt: moment.nullable(),
});

export const investigationPage = pageOf(investigation);

const memberLine = z.strictObject({
  officerId: id,
  displayName: z.string(),
  email: z.string(),
  role: z.string(),
  active: z.boolean().describe('false when the account is closed'),
  addedAt: moment,
});
export const memberPage = pageOf(memberLine);
export const memberQuery = pageQuery<OfficerId>();

export const memberView = (row: Member): z.infer<typeof memberLine> => ({
  officerId: row.id,
  displayName: row.displayName,
  email: row.email,
  role: row.role,
  active: row.active,
  addedAt: row.addedAt.toISOString(),
});

export const investigationView = (row: Investigation): z.infer<typeof investigation> => ({
  id: row.id,
  urn: row.urn,
  offence: row.offence,
  team: row.team,
  oicId: row.oicId,
  oicName: row.oicName,
  createdAt: row.createdAt.toISOString(),
  closedAt: row.closedAt?.toISOString() ?? null,
});

/** How long the link lives from now. */
export const invitationDays = z.strictObject({
  days: z.coerce.number().int().min(1).max(366).default(90),
});

/** More time, and why. */
export const extension = z.strictObject({
  days: z.coerce.number().int().min(1).max(366),
  reason: z.string().trim().min(1, 'Say why, in a few words.').max(500),
});
export const extended = z.strictObject({ expiresAt: moment });

export const issued = z.strictObject({
  id,
  link: z.string().describe('the private link; shown only here'),
  code: z.string().describe('eight digits, to be given by another way than the link; shown only here'),
  expiresAt: moment,
});

export const renewed = z.strictObject({ code: z.string(), expiresAt: moment });

export const invitationPage = pageOf(
  z.strictObject({
    id,
    state: z.enum(['open', 'locked', 'expired', 'revoked']),
    openedAt: moment.nullable(),
    expiresAt: moment,
    createdAt: moment,
  }),
);

export const invitationView = (row: Invitation) => ({
  id: row.id,
  state: row.state,
  openedAt: row.openedAt?.toISOString() ?? null,
  expiresAt: row.expiresAt.toISOString(),
  createdAt: row.createdAt.toISOString(),
});

export const issuedView = (row: IssuedInvitation): z.infer<typeof issued> => ({
  id: row.id,
  link: row.link,
  code: row.code,
  expiresAt: row.expiresAt.toISOString(),
});
