import { figuresOf, monthsBetween, type MonthFigures, type Totals } from './figures';

const given = (month: string, more: Partial<MonthFigures> = {}): MonthFigures => ({
  ...{ month, force: 'North', given: 1, high: 1, medium: 0, firstTime: 1, again: 0, replacements: 0 },
  costPence: 10_000,
  ...more,
});
const TOTALS: Totals = { repeatPeople: 1, states: { out: 2, returned: 1, lost: 0, replaced: 0 } };

describe('the figures of the scheme', () => {
  it('add the months up, and leave none out, for any force', () => {
    const figures = figuresOf(
      [
        given('2026-01', { given: 2, firstTime: 2 }),
        given('2026-04', { force: 'South', firstTime: 0, again: 1 }),
      ],
      TOTALS,
      1_000_000,
    );
    expect(figures).toMatchObject({
      ...TOTALS,
      doorbells: 3,
      people: 2,
      spentPence: 20_000,
      leftPence: 980_000,
    });
    expect(figures.months.map(({ month, force, given: count }) => [month, force, count])).toEqual([
      ['2026-01', 'North', 2],
      ['2026-01', 'South', 0],
      ['2026-02', 'North', 0],
      ['2026-02', 'South', 0],
      ['2026-03', 'North', 0],
      ['2026-03', 'South', 0],
      ['2026-04', 'North', 0],
      ['2026-04', 'South', 1],
    ]);
  });

  it('are of nothing when nothing was given', () =>
    expect(figuresOf([], TOTALS, 500)).toMatchObject({
      doorbells: 0,
      spentPence: 0,
      leftPence: 500,
      months: [],
    }));

  it('say so when more was spent than there was', () =>
    expect(figuresOf([given('2026-01')], TOTALS, 9_999).leftPence).toBe(-1));

  it('leave no month out, also over the end of a year', () =>
    expect(monthsBetween('2026-11', '2027-02')).toEqual(['2026-11', '2026-12', '2027-01', '2027-02']));
});
