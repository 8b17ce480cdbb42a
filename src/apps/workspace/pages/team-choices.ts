import type { Member } from '../../../features/investigations';

/** Where the form says why an officer cannot be let in. */
export const MEMBER_FIELDS = {
  'nobody-admits-themselves': 'email',
  'role-stays-apart': 'email',
  'team-full': 'email',
};

/** Where the form says why an officer cannot lead. */
export const LEADER_FIELDS = { 'not-a-member': 'oicId', 'role-stays-apart': 'oicId' };

/** For the choice of who leads: every member, of whom `LIMIT_MEMBERS` lets there be so many and no more. */
export const leaderChoices = (members: readonly Member[]): { value: string; text: string }[] =>
  members.map(({ id, displayName, active }) => ({
    value: id,
    text: active ? displayName : `${displayName} (account closed)`,
  }));
