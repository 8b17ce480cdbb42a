import { z } from 'zod';
import { ROLES } from '../../../../features/identity';
import type { Member } from '../../../../features/investigations';
import type { OfficerId } from '../../../../kernel/ids';
import { id, idOf, lineText, moment, pageOf, pageQuery } from '../inputs/common';
import { viewOf } from '../inputs/view';

export const memberLine = z.strictObject({
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

/** An email address as people type it; compared without regard to case. */
export const email = z.email().max(254);
export const member = z.strictObject({ email: z.string().trim().pipe(email) });
export const officer = z.strictObject({
  id,
  email: z.string(),
  displayName: z.string(),
  initials: z.string(),
  role: z.enum(ROLES),
  mustChangePassword: z.boolean(),
});

export const officerView = viewOf(officer);

/** Who leads an investigation. */
export const leading = {
  team: lineText().max(80).default(''),
  oicId: idOf<OfficerId>().describe('one of the members'),
};
