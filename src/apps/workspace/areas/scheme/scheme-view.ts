import type { Figures } from '../../../../features/scheme';
import { dateFormat, numberFormat } from '../../../../kernel/formatters';
import { barChart, highest, type Chart } from './chart';

/** `£1,234.50`; whole pounds without pence. */
export const money = (pence: number): string =>
  numberFormat('en-GB', {
    style: 'currency',
    currency: 'GBP',
    minimumFractionDigits: pence % 100 === 0 ? 0 : 2,
  }).format(pence / 100);

const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];

/** `Nov 26` of `2026-11`: short, for a chart. */
const shortMonth = (month: string): string =>
  `${MONTHS[Number(month.slice(5)) - 1] ?? month} ${month.slice(2, 4)}`;

/** `Nov 2026` of `2026-11`. */
const monthWords = (month: string): string =>
  dateFormat('en-GB', { month: 'short', year: 'numeric', timeZone: 'UTC' }).format(
    new Date(`${month}-15T00:00:00Z`),
  );

const CHART_MONTHS = 24;

export interface ForceView {
  readonly force: string;
  readonly chart: Chart;
  readonly shown: number;
  readonly months: readonly (Omit<Figures['months'][number], 'month' | 'costPence'> & {
    month: string;
    cost: string;
  })[];
}

/** Each force with its chart, all on one scale, and its table. */
export function forceViews({ months }: Figures): ForceView[] {
  const forces = [...new Set(months.map(({ force }) => force))];
  const of = forces.map((force) => ({ force, rows: months.filter((row) => row.force === force) }));
  const bars = of.map(({ rows }) =>
    rows
      .slice(-CHART_MONTHS)
      .map(({ month, high, medium }) => ({ label: shortMonth(month), parts: [high, medium] })),
  );
  const most = highest(bars.flat());
  return of.map(({ force, rows }, place) => ({
    force,
    chart: barChart(bars[place] ?? [], most),
    shown: Math.min(rows.length, CHART_MONTHS),
    months: rows
      .toReversed()
      .map(({ month, costPence, ...row }) => ({ ...row, month: monthWords(month), cost: money(costPence) })),
  }));
}

export const budgetView = ({ budgetPence, spentPence, leftPence }: Figures) => ({
  budget: money(budgetPence),
  spent: money(spentPence),
  left: money(Math.abs(leftPence)),
  over: leftPence < 0,
  share: Math.round((spentPence / budgetPence) * 100),
});
