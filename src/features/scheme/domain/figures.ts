import type { State } from './register';

/** One force in one month. */
export interface MonthFigures {
  /** `2026-11`. */
  readonly month: string;
  readonly force: string;
  readonly given: number;
  readonly high: number;
  readonly medium: number;
  /** People who were given their first doorbell. Over all months and forces they add up to `people`. */
  readonly firstTime: number;
  /** Doorbells for people who had been given one before: repeat victims. */
  readonly again: number;
  readonly replacements: number;
  readonly costPence: number;
}

export interface Figures {
  readonly budgetPence: number;
  readonly spentPence: number;
  /** Below zero when more was spent than there was. */
  readonly leftPence: number;
  readonly doorbells: number;
  /** Each counted once, whatever they were given. */
  readonly people: number;
  /** Of these: given a doorbell again that was no replacement. */
  readonly repeatPeople: number;
  readonly states: Readonly<Record<Exclude<State, 'withdrawn'>, number>>;
  /** From the first month to the last, none left out; by month, then force. */
  readonly months: readonly MonthFigures[];
}

/** `2026-12` is followed by `2027-01`. */
function monthAfter(month: string): string {
  const [year = 0, number = 0] = month.split('-').map(Number);
  return number === 12 ? `${year + 1}-01` : `${year}-${String(number + 1).padStart(2, '0')}`;
}

export function monthsBetween(first: string, last: string): string[] {
  const months: string[] = [];
  for (let month = first; month <= last; month = monthAfter(month)) months.push(month);
  return months;
}

/** What the months do not add up to. */
export type Totals = Pick<Figures, 'repeatPeople' | 'states'>;

/** Of the months in which something was given, in their order. */
export function figuresOf(given: readonly MonthFigures[], totals: Totals, budgetPence: number): Figures {
  const sum = (of: (row: MonthFigures) => number): number => given.reduce((all, row) => all + of(row), 0);
  const spentPence = sum(({ costPence }) => costPence);
  return {
    budgetPence,
    spentPence,
    leftPence: budgetPence - spentPence,
    doorbells: sum((row) => row.given),
    people: sum(({ firstTime }) => firstTime),
    ...totals,
    months: withoutGaps(given),
  };
}

const NOTHING = { given: 0, high: 0, medium: 0, firstTime: 0, again: 0, replacements: 0, costPence: 0 };

function withoutGaps(given: readonly MonthFigures[]): MonthFigures[] {
  const [first, last] = [given.at(0), given.at(-1)];
  if (first === undefined || last === undefined) return [];
  const forces = [...new Set(given.map(({ force }) => force))].sort();
  const known = new Map(given.map((row) => [`${row.month} ${row.force}`, row]));
  return monthsBetween(first.month, last.month).flatMap((month) =>
    forces.map((force) => known.get(`${month} ${force}`) ?? { month, force, ...NOTHING }),
  );
}
