import type { Role } from './officer';

/**
 * What a role may do at all. Within it, membership of the investigation decides about each one.
 * - `investigations`: open and run investigations, invite, triage, number exhibits;
 * - `footage`: look at clips and take copies;
 * - `disclosure`: decide what is evidence, unused or sensitive; make schedules and bundles;
 * - `custody`: read the log of one's own investigations;
 * - `audit`: read the log of every investigation;
 * - `officers`: make accounts.
 */
export const PERMISSIONS = [
  'investigations',
  'footage',
  'disclosure',
  'custody',
  'audit',
  'officers',
] as const;
export type Permission = (typeof PERMISSIONS)[number];

const CASEWORK = ['investigations', 'footage', 'custody'] as const;

const GRANTED: Readonly<Record<Role, readonly Permission[]>> = {
  investigator: CASEWORK,
  disclosure: [...CASEWORK, 'disclosure'],
  supervisor: [...CASEWORK, 'officers'],
  auditor: ['custody', 'audit'],
  coordinator: [],
};

export const may = (role: Role, permission: Permission): boolean => GRANTED[role].includes(permission);
