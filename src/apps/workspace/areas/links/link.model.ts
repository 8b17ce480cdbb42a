import { z } from 'zod';
import { HOLDERS, type Invitation } from '../../../../features/invitations';
import { id, lineText, moment, pageOf } from '../../shell/inputs/common';
import { viewOf } from '../../shell/inputs/view';

/** How long the link lives from now. */
export const invitationDays = z.strictObject({
  days: z.coerce.number().int().min(1).max(366).default(90),
});

/** A new code, on what was read of the link. */
export const renewal = invitationDays.extend({
  known: moment
    .optional()
    .describe('`expiresAt` of the link as it was read: where it is another by now, nothing is done'),
});

/** What officers call a link; the victim never reads it. */
export const linkName = lineText()
  .max(100)
  .default('')
  .describe('to tell it from other links, such as “for the mother, paper card”; officers alone read it');

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
    name: z.string(),
    holder: z.enum(HOLDERS).describe('whose link it is'),
    person: z.string().nullable().describe('name of another person; null: the victim'),
    declinedAt: moment.nullable().describe('when another person last said that they give nothing'),
    sentSince: moment.nullable().describe('when they last sent something after that'),
    state: z.enum(['open', 'locked', 'expired', 'revoked']),
    openedAt: moment.nullable(),
    expiresAt: moment,
    createdAt: moment,
  }),
);

export const invitationView = (row: Invitation) => ({
  id: row.id,
  name: row.name,
  holder: row.holder,
  person: row.person,
  declinedAt: row.declinedAt?.toISOString() ?? null,
  sentSince: row.sentSince?.toISOString() ?? null,
  state: row.state,
  openedAt: row.openedAt?.toISOString() ?? null,
  expiresAt: row.expiresAt.toISOString(),
  createdAt: row.createdAt.toISOString(),
});

export const LINK_HEAD = ['Name', 'State', 'Made (UTC)', 'First opened (UTC)', 'Expires (UTC)', 'Id'];

/** A row of the table that is taken away. */
export const linkCells = (row: Invitation): string[] => {
  const { id: link, name, state, createdAt, openedAt, expiresAt } = invitationView(row);
  return [name, state, createdAt, openedAt ?? '', expiresAt, link];
};

export const issuedView = viewOf(issued);
