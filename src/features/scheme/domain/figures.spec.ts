import fc from 'fast-check';
import { figuresOf, monthsBetween, type Counted } from './figures';
import { RISKS, STATES } from './register';

const given = (person: string, givenOn: string, more: Partial<Counted> = {}): Counted => ({
  person,
  givenOn,
  force: 'North',
  risk: 'high',
  costPence: 10_000,
  state: 'out',
  replacement: false,
  ...more,
});

describe('the figures of the scheme', () => {
  it('count a person once, see who came back, and take a replacement for neither', () => {
    const figures = figuresOf(
      [
        given('P-1', '2026-01-05'),
        given('P-2', '2026-01-20', { risk: 'medium', state: 'replaced' }),
        given('P-2', '2026-02-01', { replacement: true }),
        given('P-1', '2026-04-02', { force: 'South' }),
      ],
      1_000_000,
    );
    expect(figures).toMatchObject({ doorbells: 4, people: 2, repeatPeople: 1, spentPence: 40_000 });
    expect(figures.leftPence).toBe(960_000);
    expect(figures.months.filter(({ month }) => month === '2026-01')).toEqual([
      expect.objectContaining({ force: 'North', given: 2, firstTime: 2, again: 0, high: 1, medium: 1 }),
      expect.objectContaining({ force: 'South', given: 0, costPence: 0 }),
    ]);
    expect(
      figures.months.filter(({ month }) => month === '2026-03').map(({ given: count }) => count),
    ).toEqual([0, 0]);
    expect(figures.months.at(-1)).toMatchObject({ month: '2026-04', force: 'South', firstTime: 0, again: 1 });
  });

  it('forget what was withdrawn, also for the budget', () => {
    const figures = figuresOf([given('P-1', '2026-01-05', { state: 'withdrawn' })], 500);
    expect(figures).toMatchObject({ doorbells: 0, people: 0, spentPence: 0, leftPence: 500, months: [] });
  });

  it('say so when more was spent than there was', () =>
    expect(figuresOf([given('P-1', '2026-01-05')], 9_999).leftPence).toBe(-1));

  it('add up: the months to the whole, whatever is in the register', () => {
    const row = fc.record({
      person: fc.constantFrom('P-1', 'P-2', 'P-3', 'P-4'),
      force: fc.constantFrom('North', 'South'),
      givenOn: fc.constantFrom('2025-11-30', '2025-12-31', '2026-01-01', '2026-07-15'),
      risk: fc.constantFrom(...RISKS),
      costPence: fc.nat(50_000),
      state: fc.constantFrom(...STATES),
      replacement: fc.boolean(),
    });
    fc.assert(
      fc.property(fc.array(row), (rows) => {
        const figures = figuresOf(rows, 1_000_000);
        const sum = (of: (month: (typeof figures.months)[number]) => number): number =>
          figures.months.reduce((total, month) => total + of(month), 0);
        expect(sum(({ given: count }) => count)).toBe(figures.doorbells);
        expect(sum(({ high, medium }) => high + medium)).toBe(figures.doorbells);
        expect(sum(({ firstTime }) => firstTime)).toBe(figures.people);
        expect(sum(({ costPence }) => costPence)).toBe(figures.spentPence);
        expect(Object.values(figures.states).reduce((one, other) => one + other, 0)).toBe(figures.doorbells);
        expect(figures.repeatPeople).toBeLessThanOrEqual(figures.people);
      }),
    );
  });

  it('leave no month out, also over the end of a year', () =>
    expect(monthsBetween('2026-11', '2027-02')).toEqual(['2026-11', '2026-12', '2027-01', '2027-02']));
});
