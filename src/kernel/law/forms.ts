import { sectionNames, type Provision } from './provision';

const form = (
  id: string,
  name: string,
  what: string,
  follows: string,
  usedBy: readonly string[],
): Provision => ({
  id,
  kind: 'form',
  what: `${name}: ${what}`,
  follows,
  version: 'not known',
  inForce: null,
  source: 'Manual of Guidance forms of the police and the Crown Prosecution Service; the force’s own set',
  checked: null,
  usedBy,
  names: [name],
});

const SCHEDULES = ['src/features/disclosure/domain/schedule.ts', 'src/features/disclosure/schedules/pdf.ts'];

/** Forms that are made, each as a draft for a person to check, and words that are the software's own. */
export const FORMS_AND_TEXTS: readonly Provision[] = [
  form(
    'mg6c',
    'MG6C',
    'schedule of non-sensitive unused material',
    'Made from decisions; numbered on.',
    SCHEDULES,
  ),
  form(
    'mg6d',
    'MG6D',
    'schedule of sensitive unused material',
    'Made from decisions; a nil return is signed.',
    SCHEDULES,
  ),
  form('mg6e', 'MG6E', 'disclosure officer’s report', 'Made from decisions, with certifications.', SCHEDULES),
  form(
    'mg11',
    'MG11',
    'witness statement',
    'Producing paragraphs to put into one; never a whole statement.',
    ['src/features/evidence/papers/statement-pdf.ts'],
  ),
  form('mg12', 'MG12', 'exhibit list', 'Made from decisions.', SCHEDULES),
  {
    id: 'notice',
    kind: 'text',
    what: 'Notice to the victim before the first file',
    follows: 'Each confirmation in the log names this version.',
    version: '3',
    inForce: null,
    source: 'The software’s own words, after voluntary-notice and relevant-material',
    checked: null,
    usedBy: ['src/features/invitations/domain/notice.ts'],
    names: [],
    words: 'a43e59b06f560561de58070c853026641b6e77aceb1c37067f50d79f5dbf3d30',
  },
  {
    id: 'notice-to-others',
    kind: 'text',
    what: 'Notice to another person who is asked',
    follows: 'Each confirmation in the log names this version, and the request that the person saw.',
    version: 'other-1',
    inForce: null,
    source: 'The software’s own words, after relevant-material',
    checked: null,
    usedBy: ['src/features/invitations/domain/notice.ts'],
    names: [],
    words: 'c52baf7e15cb8fb0fb083b08abdcaad32fd3b97972913aba0e5bfda0c769196a',
  },
  {
    id: 'certifications',
    kind: 'text',
    what: 'What the disclosure officer certifies on an MG6E',
    follows: 'Each form keeps the words that were certified.',
    version: '1',
    inForce: null,
    source: 'The software’s own words, after the Code of Practice (section 9) and the form',
    checked: null,
    usedBy: ['src/features/disclosure/domain/schedule.ts'],
    names: [],
    words: '8e9dc12a39d9d5ea05f03897b9b0429ab30d5b75b170e075704422091f452d74',
  },
  {
    id: 'order-kinds',
    kind: 'text',
    what: 'Kinds of orders that conduct can breach',
    follows:
      'An order is recorded with its kind, days and terms, and where they are known the court that made it and the route (application, conviction, acquittal).',
    version: '2',
    inForce: null,
    source: 'The software’s own list',
    checked: null,
    usedBy: ['src/features/conduct/domain/order.ts'],
    names: [],
    words: '74f796946c568ba93004cdad684fd8b2d21c222695ed86dde89dbeb9a1b18b67',
  },
];

const CPIA_CODE = 'Code of Practice under the Criminal Procedure and Investigations Act 1996, section 5(b)';

/** Lengths of time that law, guidance or the force sets. */
export const PERIODS: readonly Provision[] = [
  {
    id: 'after-conviction',
    kind: 'period',
    what: 'Six months from the conviction, and until release from custody or hospital if later',
    follows: 'Nothing of a case that ended so is erased before.',
    version: '6 months',
    inForce: null,
    source: CPIA_CODE,
    checked: null,
    usedBy: ['src/features/retention/domain/rules.ts'],
    names: [],
  },
  {
    id: 'review-groups',
    kind: 'period',
    what: 'Years from the outcome to the review, by review group (RETENTION_REVIEW_YEARS)',
    follows: 'A default and no advice: a force sets its own.',
    version: '1=10,2=10,3=6',
    inForce: null,
    source: 'The force’s own table, after police-information-code',
    checked: null,
    usedBy: ['src/config/retention.ts'],
    names: [],
  },
  {
    id: 'person-who-sent-nothing',
    kind: 'period',
    what: 'Days for which another person who sent nothing is named (RETENTION_PERSON_DAYS)',
    follows: 'A default, and 30 at least; no law names a period.',
    version: '90',
    inForce: null,
    source: 'The force’s own setting',
    checked: null,
    usedBy: ['src/config/retention.ts'],
    names: [],
  },
];

const awaited = (id: string, what: string, follows: string, address?: string): Provision => ({
  id,
  kind: 'awaited',
  what,
  follows,
  version: 'not followed',
  inForce: null,
  source: 'The Act',
  ...(address !== undefined && { address }),
  checked: null,
  usedBy: [],
  names: [],
});

/** Known to have changed, or to be coming, and not followed by the software. */
export const AWAITED: readonly Provision[] = [
  {
    ...awaited(
      'log-justification',
      'Data (Use and Access) Act 2025, section 82',
      'Logs need no justification for consultation and disclosure any more. Reasons are asked for all the same, by setting.',
      'https://www.legislation.gov.uk/ukpga/2025/18/section/82',
    ),
    names: sectionNames('Data (Use and Access) Act 2025', '82'),
  },
  awaited(
    'victims-and-courts',
    'Victims and Courts Act 2026',
    'Nothing: which of its sections are in force, and what they ask of this software, a person has to read.',
  ),
  awaited(
    'crime-and-policing',
    'Crime and Policing Act 2026',
    'Nothing of its own: an order can be recorded with its court and route (application, conviction, acquittal), whatever its kind. Which of its sections are in force, and what else they ask of this software, a person has to read.',
  ),
];
