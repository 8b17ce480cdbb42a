import { csv } from '../../../platform/csv';
import type { Figures } from './figures';
import type { Doorbell, State } from './register';

/** `14999` pence are `149.99`, as spreadsheets count. */
export const pounds = (pence: number): string => (pence / 100).toFixed(2);

export const figuresCsv = ({ months }: Figures): string =>
  csv([
    [
      'Month',
      'Force',
      'Doorbells given',
      'High risk',
      'Medium risk',
      'People for the first time',
      'Given again (repeat victims)',
      'Replacements',
      'Cost in pounds',
    ],
    ...months.map((row) => [
      row.month,
      row.force,
      ...[row.given, row.high, row.medium, row.firstTime, row.again, row.replacements].map(String),
      pounds(row.costPence),
    ]),
  ]);

export const registerCsv = (rows: readonly (Doorbell & { state: State; endedOn: string | null })[]): string =>
  csv([
    ['Person', 'Force', 'Given on', 'Make', 'Model', 'Risk', 'Cost in pounds', 'State', 'Since'],
    ...rows.map((row) => [
      row.person,
      row.force,
      row.givenOn,
      row.make,
      row.model,
      row.risk,
      pounds(row.costPence),
      row.state,
      row.endedOn ?? '',
    ]),
  ]);
