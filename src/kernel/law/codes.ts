import type { Day } from '../day';
import type { Provision } from './provision';

const CPIA = 'Criminal Procedure and Investigations Act 1996';

/** Codes of practice and guidance. */
export const CODES: readonly Provision[] = [
  {
    id: 'cpia-code',
    kind: 'code',
    what: `Code of Practice under the ${CPIA} (section 23(1)), section 5(b)`,
    follows: 'How long relevant material is kept; what the disclosure officer certifies.',
    version: 'September 2020',
    inForce: '2020-12-31' as Day,
    source: 'The Code as laid in September 2020, which names the date',
    address:
      'https://www.gov.uk/government/publications/criminal-procedure-and-investigations-act-code-of-practice',
    checked: null,
    usedBy: ['src/features/retention/domain/rules.ts', 'src/features/retention/domain/words.ts'],
    names: [
      `${CPIA}, Code of Practice, section 5(b)`,
      `Code of Practice under the ${CPIA} asks for (its section 5(b))`,
      'Code of Practice under the CPIA 1996, section 5(b)',
      'the periods of the Code of Practice',
      `${CPIA} and the code of practice issued under it`,
    ],
  },
  {
    id: 'victim-information-code',
    kind: 'code',
    what: 'Victim information requests: code of practice (Police, Crime, Sentencing and Courts Act 2022, section 44D)',
    follows: 'Nothing by its own words: the officer’s record has the test of the Chapter itself.',
    version: '1 December 2025',
    inForce: '2026-01-12' as Day,
    source:
      'The Police, Crime, Sentencing and Courts Act 2022 (Victim Information Requests: Code of Practice) Regulations 2025',
    checked: null,
    usedBy: [],
    names: [],
    note: 'Not followed: the presumption against asking for counselling records, and the steps that rebut it.',
  },
  {
    id: 'police-information-code',
    kind: 'code',
    what: 'Police information and records management Code of Practice 2023; Authorised Professional Practice: Management of police information',
    follows: 'Review groups 1, 2 and 3, by which an item comes up for review.',
    version: '20 July 2023',
    inForce: null,
    source: 'College of Policing; the force’s own table',
    address:
      'https://www.gov.uk/government/publications/police-information-and-records-management-code-of-practice',
    checked: null,
    usedBy: ['src/features/retention/domain/words.ts', 'docs/retention.md'],
    names: [
      'Police information and records management Code of Practice 2023',
      'Authorised Professional Practice',
    ],
  },
  {
    id: 'disclosure-guidelines',
    kind: 'guidance',
    what: 'Attorney General’s Guidelines on Disclosure 2024: material presumed to meet the test',
    follows:
      'Items of these kinds are marked, and a decision not to disclose one needs a reason of its own: earlier accounts, records of contact, officers’ records, footage of an incident.',
    version: '2024, published on 29 February 2024',
    inForce: '2024-05-29' as Day,
    source: 'Attorney General’s Office',
    address: 'https://www.gov.uk/government/publications/attorney-generals-guidelines-on-disclosure-2024',
    checked: null,
    usedBy: ['src/features/disclosure/domain/presumption.ts'],
    names: [
      'Attorney General’s Guidelines on Disclosure 2024',
      'Attorney General’s Guidelines',
      "Attorney General's Guidelines on Disclosure 2024",
    ],
    words: '88558158cf8233343943f870d91caecd72f8fcde627f22a1a0211a781086ad1f',
  },
];
