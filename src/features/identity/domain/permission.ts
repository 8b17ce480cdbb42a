import type { Role } from './officer';

/**
 * What a role may do at all. Within it, membership of the investigation decides about each one.
 * - `investigations`: open and run investigations, invite, triage, number exhibits;
 * - `footage`: look at clips and take copies;
 * - `disclosure`: decide what is evidence, unused or sensitive; make schedules and bundles;
 * - `custody`: read the log of one's own investigations;
 * - `audit`: read the log of every investigation;
 * - `officers`: see, make, close and open accounts, change roles;
 * - `oversight`: see every emergency access, whoever took it;
 * - `supervision`: answer for what others did: see to emergency access, agree to disposals, assign teams;
 * - `scheme`: the register of doorbells given out, its budget and its figures.
 */
export const PERMISSIONS = [
  'investigations',
  'footage',
  'disclosure',
  'custody',
  'audit',
  'officers',
  'oversight',
  'supervision',
  'scheme',
] as const;
export type Permission = (typeof PERMISSIONS)[number];

const CASEWORK = ['investigations', 'footage', 'custody'] as const;

const GRANTED: Readonly<Record<Role, readonly Permission[]>> = {
  investigator: CASEWORK,
  disclosure: [...CASEWORK, 'disclosure'],
  supervisor: [...CASEWORK, 'officers', 'oversight', 'supervision'],
  auditor: ['custody', 'audit', 'oversight'],
  coordinator: ['scheme'],
};

export const may = (role: Role, permission: Permission): boolean => GRANTED[role].includes(permission);
