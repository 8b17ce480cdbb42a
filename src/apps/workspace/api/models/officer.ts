import { z } from 'zod';
import { PASSWORD_MAX, ROLES, type Officer } from '../../../../features/identity';
import { id } from './common';

/** An email address as people type it; compared without regard to case. */
const email = z.email().max(254);

export const signIn = z.strictObject({
  email: z.string().trim().min(1).max(254),
  password: z.string().min(1).max(PASSWORD_MAX),
});

export const passwordChange = z.strictObject({
  current: z.string().min(1).max(PASSWORD_MAX),
  wanted: z.string().min(1).max(PASSWORD_MAX),
});

export const newOfficer = z.strictObject({
  email: z.string().trim().pipe(email),
  displayName: z.string().trim().min(2).max(100),
  role: z.enum(ROLES),
});

export const member = z.strictObject({ email: z.string().trim().pipe(email) });

export const officer = z.strictObject({
  id,
  email: z.string(),
  displayName: z.string(),
  initials: z.string(),
  role: z.enum(ROLES),
  mustChangePassword: z.boolean(),
});

export const createdOfficer = officer.extend({
  password: z.string().describe('opens the account once; shown only here'),
});

export const officerView = (row: Officer): z.infer<typeof officer> => ({
  id: row.id,
  email: row.email,
  displayName: row.displayName,
  initials: row.initials,
  role: row.role,
  mustChangePassword: row.mustChangePassword,
});
