import { ROLES, type Role } from '../../../../features/identity';

/** What a role is called, and what it may do, in few words. */
export const ROLE_WORDS: Readonly<Record<Role, { readonly text: string; readonly hint: string }>> = {
  investigator: { text: 'Investigator', hint: 'Opens investigations, sends links, decides about clips' },
  disclosure: { text: 'Disclosure officer', hint: 'Also decides what is evidence, unused or sensitive' },
  supervisor: { text: 'Supervisor', hint: 'Also looks after accounts, emergency access and disposals' },
  auditor: { text: 'Auditor', hint: 'Reads the log of everything, sees no footage' },
  coordinator: { text: 'Scheme coordinator', hint: 'Sees no investigation and no footage' },
};

/** For radios and selects. */
export const ROLE_CHOICES = ROLES.map((value) => ({
  value,
  text: ROLE_WORDS[value].text,
  hint: { text: ROLE_WORDS[value].hint },
}));
