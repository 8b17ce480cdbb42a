import type { OfficerId } from '../../../kernel/ids';

export const ROLES = ['investigator', 'disclosure', 'supervisor', 'auditor', 'coordinator'] as const;
export type Role = (typeof ROLES)[number];

/** What officers may know of one another. */
export interface Colleague {
  readonly id: OfficerId;
  readonly email: string;
  readonly displayName: string;
  readonly initials: string;
  readonly role: Role;
}

/** Who acts, or whose account is looked after. */
export interface Officer extends Colleague {
  readonly mustChangePassword: boolean;
}

export interface NewOfficer {
  readonly email: string;
  readonly displayName: string;
  readonly role: Role;
}

/** Initials of a name, two to four capital letters, as they stand before the number of an exhibit reference. */
export function initialsOf(name: string): string {
  const words = name
    .normalize('NFD')
    .replaceAll(/\p{M}/gu, '')
    .toUpperCase()
    .split(/[^A-Z]+/)
    .filter((word) => word !== '');
  const letters =
    words.length > 1 ? words.map((word) => word.charAt(0)).join('') : (words[0] ?? '').slice(0, 2);
  return letters.length >= 2 ? letters.slice(0, 4) : letters.padEnd(2, 'X');
}
