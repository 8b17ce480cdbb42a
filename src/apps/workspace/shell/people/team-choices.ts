import type { Member } from '../../../../features/investigations';
import { member } from './people.model';
import { defineForm } from '../forms/form';

/** Letting an officer in. */
export const memberForm = defineForm({
  id: 'member',
  schema: member,
  labels: { email: 'Email address' },
  refusals: { 'nobody-admits-themselves': 'email', 'role-stays-apart': 'email', 'team-full': 'email' },
});

export const LEADER_LABELS = { team: 'Team', oicId: 'Officer in the case' };

/** Where a form says why an officer cannot lead. */
export const LEADER_REFUSALS = {
  'not-a-member': 'oicId',
  'role-stays-apart': 'oicId',
} as const;

/** For the choice of who leads: every member, of whom `LIMIT_MEMBERS` lets there be so many and no more. */
export const leaderChoices = (members: readonly Member[]): { value: string; text: string }[] =>
  members.map(({ id, displayName, active }) => ({
    value: id,
    text: active ? displayName : `${displayName} (account closed)`,
  }));
