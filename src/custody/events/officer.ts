import { z } from 'zod';
import { defineEvent } from './define';
import { address, count, id, nothing } from './fields';

const role = z.enum(['investigator', 'disclosure', 'supervisor', 'auditor', 'coordinator']);
/** How an operator made sure who asks for a new second step: as surely as when the account was given. */
export const IDENTITY_CHECKS = ['in-person', 'by-supervisor'] as const;
export type IdentityCheck = (typeof IDENTITY_CHECKS)[number];
/** Whose account it is, where that is not the one who says so. */
const whose = { officer: id.exactOptional() };
const own = defineEvent({
  category: 'consultation',
  subjects: ['service'],
  by: ['officer'],
  officer: ['self'],
  detail: nothing,
  secrets: nothing,
});

/** By what somebody proved who they are; after a password by the second step. Events of before do not say it. */
const proved = defineEvent({
  ...own,
  detail: z.strictObject({
    by: z.enum(['password', 'code', 'recovery-code', 'passkey', 'provider']).exactOptional(),
  }),
});

/**
 * Accounts and sign-in. Whoever has just proved who they are speaks for themselves, also of the account that the force's own
 * sign-in service brings along; of a wrong password or code the workspace speaks.
 */
export const OFFICER_EVENTS = {
  'officer-created': defineEvent({
    category: 'alteration',
    subjects: ['service'],
    by: ['officer', 'operator'],
    officer: ['supervise', 'self'],
    detail: z.strictObject({ officer: id, role, linkedTo: address.exactOptional() }),
    secrets: nothing,
  }),
  'officer-changed': defineEvent({
    category: 'alteration',
    subjects: ['service'],
    by: ['officer', 'operator'],
    officer: ['supervise', 'self'],
    detail: z.strictObject({
      officer: id,
      from: role.exactOptional(),
      role: role.exactOptional(),
      active: z.boolean().exactOptional(),
      linkedTo: address.exactOptional(),
      oneTimePassword: z.literal(true).exactOptional(),
      // Of an operator who gave it.
      checked: z.enum(IDENTITY_CHECKS).exactOptional(),
    }),
    secrets: nothing,
  }),
  'officer-signed-in': proved,
  'officer-refused': defineEvent({
    category: 'consultation',
    subjects: ['service'],
    by: ['officer', 'workspace'],
    officer: ['self'],
    // The first of a run is logged at once; when it is over, how many there were.
    detail: z.strictObject({ ...whose, refusals: count.exactOptional() }),
    secrets: nothing,
  }),
  'officer-signed-out': own,
  'officer-sessions-ended': defineEvent({
    category: 'alteration',
    subjects: ['service'],
    by: ['officer'],
    officer: ['self'],
    detail: z.strictObject({ sessions: count }),
    secrets: nothing,
  }),
  'officer-confirmed': proved,
  'second-factor-set': defineEvent({
    category: 'alteration',
    subjects: ['service'],
    by: ['officer'],
    officer: ['self'],
    detail: z.strictObject({ what: z.enum(['totp', 'recovery-codes']) }),
    secrets: nothing,
  }),
  'second-factor-removed': defineEvent({
    category: 'alteration',
    subjects: ['service'],
    by: ['officer', 'operator'],
    officer: ['self'],
    detail: z.strictObject({
      ...whose,
      why: z.literal('reset').exactOptional(),
      checked: z.enum(IDENTITY_CHECKS).exactOptional(),
    }),
    secrets: nothing,
  }),
  'recovery-code-used': own,
  'passkey-added': defineEvent({
    category: 'alteration',
    subjects: ['service'],
    by: ['officer'],
    officer: ['self'],
    detail: z.strictObject({ passkey: id }),
    secrets: nothing,
  }),
  'passkey-removed': defineEvent({
    category: 'alteration',
    subjects: ['service'],
    by: ['officer'],
    officer: ['self'],
    detail: z.strictObject({ passkey: id }),
    secrets: nothing,
  }),
  // Its counter went back, so somebody has a copy; nobody has proved who they are.
  'passkey-refused': defineEvent({
    category: 'consultation',
    subjects: ['service'],
    by: ['officer', 'workspace'],
    officer: ['self'],
    detail: z.strictObject({ officer: id }),
    secrets: nothing,
  }),
};
