import { monthsBetween, type Figures, type MonthFigures } from '../../../src/features/scheme/domain/figures';
import type { Doorbell, State } from '../../../src/features/scheme/domain/register';

/** A doorbell as it counts, its newest version. */
export interface Given extends Pick<Doorbell, 'person' | 'force' | 'givenOn' | 'risk' | 'costPence'> {
  readonly state: State;
  /** Given instead of another: the same person is not counted again for it. */
  readonly replacement: boolean;
}

const monthOf = (date: string): string => date.slice(0, 7);

/** One doorbell after the other, as the sums must come out. What was withdrawn never was. The order of the rows does not matter, but for doorbells of one day. */
export function countedByHand(register: readonly Given[], budgetPence: number): Figures {
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

type Marked = Given & { readonly again: boolean; readonly firstTime: boolean };

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
