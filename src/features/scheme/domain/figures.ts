import type { Doorbell, State } from './register';

/** A doorbell as it counts, its newest version. */
export interface Counted extends Pick<Doorbell, 'person' | 'force' | 'givenOn' | 'risk' | 'costPence'> {
  readonly state: State;
  /** Given instead of another: the same person is not counted again for it. */
  readonly replacement: boolean;
}

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
  /** Each counted once, whatever she was given. */
  readonly people: number;
  /** Of these: given a doorbell again that was no replacement. */
  readonly repeatPeople: number;
  readonly states: Readonly<Record<Exclude<State, 'withdrawn'>, number>>;
  /** From the first month to the last, none left out; by month, then force. */
  readonly months: readonly MonthFigures[];
}

const monthOf = (date: string): string => date.slice(0, 7);

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

/** Counts the register. What was withdrawn never was. The order of the rows does not matter, but for doorbells of one day. */
export function figuresOf(register: readonly Counted[], budgetPence: number): Figures {
  const rows = register
    .filter(({ state }) => state !== 'withdrawn')
    .toSorted((one, other) => one.givenOn.localeCompare(other.givenOn));
  const had = new Set<string>();
  const repeats = new Set<string>();
  const marked = rows.map((row) => {
    const before = had.has(row.person);
    had.add(row.person);
    const again = before && !row.replacement;
    if (again) repeats.add(row.person);
    return { ...row, again, firstTime: !before };
  });
  const spentPence = rows.reduce((sum, { costPence }) => sum + costPence, 0);
  return {
    budgetPence,
    spentPence,
    leftPence: budgetPence - spentPence,
    doorbells: rows.length,
    people: had.size,
    repeatPeople: repeats.size,
    states: {
      out: rows.filter(({ state }) => state === 'out').length,
      returned: rows.filter(({ state }) => state === 'returned').length,
      lost: rows.filter(({ state }) => state === 'lost').length,
      replaced: rows.filter(({ state }) => state === 'replaced').length,
    },
    months: byMonth(marked),
  };
}

type Marked = Counted & { readonly again: boolean; readonly firstTime: boolean };

function byMonth(rows: readonly Marked[]): MonthFigures[] {
  const [first, last] = [rows.at(0), rows.at(-1)];
  if (first === undefined || last === undefined) return [];
  const forces = [...new Set(rows.map(({ force }) => force))].sort();
  const groups = new Map<string, Marked[]>();
  for (const row of rows) {
    const key = `${monthOf(row.givenOn)} ${row.force}`;
    groups.set(key, [...(groups.get(key) ?? []), row]);
  }
  return monthsBetween(monthOf(first.givenOn), monthOf(last.givenOn)).flatMap((month) =>
    forces.map((force) => {
      const own = groups.get(`${month} ${force}`) ?? [];
      const count = (which: (row: Marked) => boolean): number => own.filter(which).length;
      return {
        month,
        force,
        given: own.length,
        high: count(({ risk }) => risk === 'high'),
        medium: count(({ risk }) => risk === 'medium'),
        firstTime: count(({ firstTime }) => firstTime),
        again: count(({ again }) => again),
        replacements: count(({ replacement }) => replacement),
        costPence: own.reduce((sum, { costPence }) => sum + costPence, 0),
      };
    }),
  );
}
