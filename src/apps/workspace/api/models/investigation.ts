import { z } from 'zod';
import type { Investigation, Member } from '../../../../features/investigations';
import type { Invitation, IssuedInvitation } from '../../../../features/invitations';
import { id, moment, pageOf } from './common';

export const newInvestigation = z.strictObject({
  urn: z
    .string()
    .trim()
    .min(3)
    .max(40)
    .regex(/^[A-Za-z0-9][A-Za-z0-9 /.-]*$/, 'Use letters, digits, spaces and the signs / . - only.'),
  offence: z.string().trim().min(1).max(200),
});

export const created = z.strictObject({ id });

export const investigation = z.strictObject({
  id,
  urn: z.string(),
  offence: z.string(),
  oicId: id,
  oicName: z.string(),
  createdAt: moment,
});

export const investigationPage = pageOf(investigation);

export const memberView = (row: Member) => ({
  officerId: row.officerId,
  displayName: row.displayName,
  email: row.email,
  role: row.role,
  addedAt: row.addedAt.toISOString(),
});

export const investigationDetail = investigation.extend({
  members: z.array(
    z.strictObject({
      officerId: id,
      displayName: z.string(),
      email: z.string(),
      role: z.string(),
      addedAt: moment,
    }),
  ),
});

export const investigationView = (row: Investigation): z.infer<typeof investigation> => ({
  id: row.id,
  urn: row.urn,
  offence: row.offence,
  oicId: row.oicId,
  oicName: row.oicName,
  createdAt: row.createdAt.toISOString(),
});

/** How long the link lives from now. */
export const invitationDays = z.strictObject({
  days: z.coerce.number().int().min(1).max(366).default(90),
});

export const issued = z.strictObject({
  id,
  link: z.string().describe('the private link; shown only here'),
  code: z.string().describe('eight digits, to be given by another way than the link; shown only here'),
  expiresAt: moment,
});

export const renewed = z.strictObject({ code: z.string(), expiresAt: moment });

export const invitationList = z.strictObject({
  items: z.array(
    z.strictObject({
      id,
      state: z.enum(['open', 'locked', 'expired', 'revoked']),
      openedAt: moment.nullable(),
      expiresAt: moment,
      createdAt: moment,
    }),
  ),
});

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
