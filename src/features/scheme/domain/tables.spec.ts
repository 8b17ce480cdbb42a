import { figuresOf } from './figures';
import { figuresCsv, registerCsv } from './tables';

const row = {
  person: 'P-1',
  force: 'North',
  givenOn: '2026-01-05',
  make: 'Ring',
  model: '=HYPERLINK("https://mail.example")',
  risk: 'high',
  costPence: 9_905,
  state: 'out',
  endedOn: null,
} as const;

describe('the tables for a spreadsheet', () => {
  it('give figures by month and force, costs in pounds', () => {
    const month = {
      month: '2026-01',
      force: 'North',
      given: 1,
      high: 1,
      medium: 0,
      firstTime: 1,
      again: 0,
      replacements: 0,
    };
    const totals = { repeatPeople: 0, states: { out: 1, returned: 0, lost: 0, replaced: 0 } };
    const lines = figuresCsv(figuresOf([{ ...month, costPence: 9_905 }], totals, 0)).split('\r\n');
    expect(lines[1]).toBe('2026-01,North,1,1,0,1,0,0,99.05');
  });

  it('hold no formula that would run on the reader’s machine', () => {
    expect(registerCsv([row]).split('\r\n')[1]).toContain(`"'=HYPERLINK(`);
  });
});
