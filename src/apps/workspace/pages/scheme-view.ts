import { z } from 'zod';
import { pounds, type Figures } from '../../../features/scheme';
import { correction, doorbell, replacement } from '../api/models/scheme';
import { barChart, highest, type Chart } from './scheme-chart';

/** `£1,234.50`; whole pounds without pence. */
export const money = (pence: number): string =>
  new Intl.NumberFormat('en-GB', {
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
  new Intl.DateTimeFormat('en-GB', { month: 'short', year: 'numeric', timeZone: 'UTC' }).format(
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

/** Pounds as people type them: `149`, `149.99`, `£1,149.50`. */
const poundsTyped = z
  .string()
  .trim()
  .regex(/^£?\d{1,3}(,?\d{3})*(\.\d{2})?$/, 'Give pounds and pence, like 149.99.')
  .transform((text) => Math.round(Number(text.replaceAll(/[£,]/g, '')) * 100))
  .pipe(z.number().int().max(10_000_000, 'This is more than a doorbell costs.'));

/** The forms: as the API takes them, but for the cost, which people type in pounds. */
const inPounds = <Row extends { readonly cost: number }>({ cost, ...row }: Row) => ({
  ...row,
  costPence: cost,
});

const cost = { cost: poundsTyped };
export const giveForm = doorbell.omit({ costPence: true }).extend(cost).transform(inPounds);
export const correctForm = correction.omit({ costPence: true }).extend(cost).transform(inPounds);
export const replaceForm = replacement.omit({ costPence: true }).extend(cost).transform(inPounds);

export const typedOf = (row: z.infer<typeof doorbell>): Record<string, string> => {
  const { costPence, ...rest } = row;
  return { ...rest, cost: pounds(costPence) };
};
