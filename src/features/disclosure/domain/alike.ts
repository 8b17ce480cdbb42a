import { openSource } from './particulars';
import type { FormRow } from './schedule';

/** So many are named; of more the number and the first. */
const NAMED = 3;

/**
 * Rows of a form of which somebody who sees nothing else could only say by the number which is which: each says so, and of which other
 * items. What is compared is what the defence reads.
 */
export function toldApart<Row extends FormRow>(rows: readonly Row[]): Row[] {
  const groups = new Map<string, Row[]>();
  for (const row of rows) groups.set(wordsOf(row), [...(groups.get(wordsOf(row)) ?? []), row]);
  return rows.map((row) => {
    const others = (groups.get(wordsOf(row)) ?? []).filter((other) => other !== row);
    if (others.length === 0) return row;
    const said = `told from ${named(others)} by its number alone`;
    return { ...row, particulars: row.particulars === '' ? said : `${row.particulars}; ${said}` };
  });
}

/** Where an item is held only repeats its number. */
function wordsOf(row: FormRow): string {
  const words = { ...row, source: openSource(row.source), clipId: '', position: '', location: '' };
  return JSON.stringify(Object.entries(words).sort(([left], [right]) => (left < right ? -1 : 1)));
}

function named(others: readonly FormRow[]): string {
  const numbers = others.map(({ position }) => String(position));
  const [first = '', ...more] = numbers;
  if (more.length === 0) return `item ${first}`;
  if (numbers.length <= NAMED) return `items ${numbers.slice(0, -1).join(', ')} and ${more.at(-1) ?? ''}`;
  return `${numbers.length} other items, the first of them item ${first},`;
}
