import { errorsOf } from '../../support/compiler';

const PRELUDE = `
import { courtBundle, defenceBundle, type CourtBundle, type DefenceBundle, type ProsecutionBundle } from './bundle';
import { sortItems, type DecidedFacts, type EvidenceItem, type SensitiveItem, type SortedItems, type UnusedItem } from './item';
import { DISCLOSABLE } from './openings';
import { mg12Rows, mg6cRows, mg6dRows, type Mg12, type Mg6c, type Mg6d, type Mg6e, type RestrictedRow } from './schedule';
import type { Withheld } from './withheld';
declare const facts: DecidedFacts;
declare const items: SortedItems;
declare const evidence: EvidenceItem;
declare const unused: UnusedItem;
declare const sensitive: SensitiveItem;
declare const mg12: Mg12;
declare const mg6c: Mg6c;
declare const mg6d: Mg6d;
declare const mg6e: Mg6e;
declare const row: RestrictedRow;
declare const withheld: Withheld;
declare const defence: DefenceBundle;
declare const court: CourtBundle;
`;

const ALLOWED = [
  `const one: DefenceBundle = { kind: 'defence', evidence: [evidence], unused: [unused], schedules: [mg12, mg6c], openings: DISCLOSABLE };`,
  `const one: CourtBundle = { kind: 'court', evidence: [evidence], schedules: [mg12], openings: ['clip-received.size'] };`,
  `const one: ProsecutionBundle = { kind: 'prosecution', evidence: [evidence], unused: [unused], sensitive: [sensitive], schedules: [mg12, mg6c, mg6d, mg6e], openings: 'all', withheld: [withheld], investigationRecord: 'whole' };`,
  `defenceBundle(items, { MG12: mg12, MG6C: mg6c });`,
  `courtBundle(sortItems([facts]), { MG12: mg12 });`,
];

const REFUSED = {
  'a sensitive item as evidence of a defence bundle': `const one: DefenceBundle = { ...defence, evidence: [sensitive] };`,
  'a sensitive item as unused of a defence bundle': `const one: DefenceBundle = { ...defence, unused: [sensitive] };`,
  'a sensitive item in a court bundle': `const one: CourtBundle = { ...court, evidence: [sensitive] };`,
  'an unused item in a court bundle': `const one: CourtBundle = { ...court, evidence: [unused] };`,
  'a sensitive item in a field of its own': `const one: DefenceBundle = { kind: 'defence', evidence: [], unused: [], schedules: [], openings: [], sensitive: [sensitive] };`,
  'sensitive items where the defence’s are asked for': `defenceBundle({ evidence: items.evidence, unused: items.sensitive }, {});`,
  'sensitive items where the court’s are asked for': `courtBundle({ evidence: items.sensitive }, {});`,
  'an item that nobody has sorted': `const one: DefenceBundle = { ...defence, unused: [facts] };`,
  'a sensitive item that is called unused': `const one: UnusedItem = { ...sensitive, classification: 'unused' };`,
  'an opening of her file name': `const one: DefenceBundle = { ...defence, openings: ['clip-received.fileName'] };`,
  'an opening of a reason': `const one: CourtBundle = { ...court, openings: ['decision-made.reason'] };`,
  'all openings': `const one: DefenceBundle = { ...defence, openings: 'all' };`,
  'an MG6D for the defence': `const one: DefenceBundle = { ...defence, schedules: [mg6d] };`,
  'an MG6E for the defence': `const one: DefenceBundle = { ...defence, schedules: [mg6e] };`,
  'an MG6C for the court': `const one: CourtBundle = { ...court, schedules: [mg6c] };`,
  'an MG6D in the place of an MG6C': `defenceBundle(items, { MG6C: mg6d });`,
  'a row of an MG6D on an MG6C': `const one: Mg6c = { ...mg6c, rows: [row] };`,
  'a sensitive item on an MG6C': `mg6cRows(items.sensitive, () => 1);`,
  'a sensitive item on an MG12': `mg12Rows(items.sensitive);`,
  'the withheld list for the defence': `const one: DefenceBundle = { kind: 'defence', evidence: [], unused: [], schedules: [], openings: [], withheld: [withheld] };`,
  'the record of the investigation for the defence': `const one: DefenceBundle = { kind: 'defence', evidence: [], unused: [], schedules: [], openings: [], investigationRecord: 'whole' };`,
  'the record of the investigation for the court': `const one: CourtBundle = { kind: 'court', evidence: [], schedules: [], openings: [], investigationRecord: 'whole' };`,
  'a prosecution bundle as one for the defence': `declare const all: ProsecutionBundle; const one: DefenceBundle = all;`,
} as const;

describe('the types of bundles', () => {
  const whole = (code: string): string => `${PRELUDE}${code}`;
  const compiled = errorsOf(
    'src/features/disclosure/domain',
    [...ALLOWED, ...Object.values(REFUSED)].map(whole),
  );
  const errors = (code: string): string[] => compiled(whole(code));

  it.each(ALLOWED)('allow %s', (code) => {
    expect(errors(code)).toEqual([]);
  });

  it.each(Object.entries(REFUSED))('refuse %s', (_what, code) => {
    const found = errors(code);
    expect(found.length).toBeGreaterThan(0);
    expect(found.join('\n')).toMatch(/not assignable|does not exist|is missing in type/);
    expect(found.join('\n')).not.toMatch(/Cannot find/);
  });
});
