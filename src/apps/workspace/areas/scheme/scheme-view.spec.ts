import type { Figures } from '../../../../features/scheme';
import { budgetView } from './scheme-view';

const figures = (spentPence: number): Figures => ({
  doorbells: 70,
  people: 55,
  repeatPeople: 15,
  states: { out: 70, returned: 0, lost: 0, replaced: 0 },
  budgetPence: 1_000_000,
  spentPence,
  leftPence: 1_000_000 - spentPence,
  months: [],
});

describe('the budget of the scheme', () => {
  it('says how much of it is spent, and what is left', () =>
    expect(budgetView(figures(250_000))).toMatchObject({ share: 25, left: '£7,500', over: false }));
  it('says by how much it is overspent', () =>
    expect(budgetView(figures(1_049_930))).toMatchObject({ share: 105, left: '£499.30', over: true }));
});
