import { TestBag } from './bag-builder';
import { INVALID_STRUCTURE } from './bag-invalid';
import { INVALID_PARTS } from './bag-invalid-parts';
import { VALID } from './bag-valid';

describe('RFC 8493 finds valid', () => {
  const cases = VALID.map(([clause, what, bend, warnings = []]) => ({ clause, what, bend, warnings }));
  it.each(cases)('$clause: $what', async ({ bend, warnings }) => {
    const bag = new TestBag();
    bend(bag);
    const report = await bag.judge();
    expect(report.problems).toEqual([]);
    expect(report.valid).toBe(true);
    expect(report.warnings.map(({ fault }) => fault)).toEqual(warnings);
  });
});

describe('RFC 8493 finds invalid', () => {
  it.each([...INVALID_STRUCTURE, ...INVALID_PARTS])('%s: %s', async (clause, _what, bend, first) => {
    const bag = new TestBag();
    bend(bag);
    const report = await bag.judge();
    expect(report.valid).toBe(false);
    const [problem] = report.problems;
    expect(problem?.fault).toBe(first);
    // A missing file is a matter of section 3, wherever it was promised.
    expect([clause, '3']).toContain(problem?.clause);
    expect(problem?.expected).not.toBe(problem?.found);
  });
});

it('reads metadata in its order, with continued lines joined', async () => {
  const bag = new TestBag().put('bag-info.txt', 'B: 1\nA: a long\n   value\nB: 2\n');
  expect((await bag.judge()).info).toEqual([
    ['B', '1'],
    ['A', 'a long value'],
    ['B', '2'],
  ]);
});

it('counts what it has verified', async () => {
  const { verified } = await new TestBag().judge();
  expect(verified.files).toBe(5);
});
