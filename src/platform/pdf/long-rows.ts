/** A paragraph of a cell; what else it has is its look. */
export interface Paragraph {
  readonly text: string;
  readonly bold?: boolean;
  readonly style?: string;
  readonly fontSize?: number;
  readonly margin?: [number, number, number, number];
}
export type Cell = string | readonly Paragraph[];

/** Lines that surely fit under the headings of a page that lies on its side. */
const LINES = 24;
/** Points that a sign takes, more rather than less. */
const SIGN = 5.5;

/** A text in lines of at most so many signs; put together again they are the text. */
const linesOf = (text: string, signs: number): string[] =>
  text.match(new RegExp(`[^\\n]{1,${signs}}(?:\\s|$)|[^\\n]{1,${signs}}|\\n`, 'gu')) ?? [''];

/** The paragraphs of a cell in parts of at most so many lines. */
function partsOf(cell: readonly Paragraph[], signs: number): Paragraph[][] {
  const parts: Paragraph[][] = [[]];
  let left = LINES;
  for (const paragraph of cell) {
    const lines = linesOf(paragraph.text, signs);
    while (lines.length > 0) {
      if (left === 0) {
        parts.push([]);
        left = LINES;
      }
      const taken = lines.splice(0, left);
      left -= taken.length;
      parts.at(-1)?.push({ ...paragraph, text: taken.join('') });
    }
  }
  return parts;
}

/**
 * A row as it fits a page: the maker of documents cuts off what is longer. Further rows repeat the first cell, which says
 * which one it is, in brackets.
 * @param widths of the columns, in points
 */
export function inParts(row: readonly Cell[], widths: readonly number[]): Cell[][] {
  const cells = row.map((cell, column) =>
    partsOf(
      typeof cell === 'string' ? [{ text: cell }] : cell,
      Math.max(1, Math.floor((widths[column] ?? 0) / SIGN)),
    ),
  );
  const count = Math.max(...cells.map((parts) => parts.length));
  if (count === 1) return [[...row]];
  const [first = ''] = row;
  return Array.from({ length: count }, (_, part) =>
    cells.map((parts, column): Cell => {
      if (part > 0 && column === 0 && typeof first === 'string') return `(${first})`;
      return parts[part] ?? '';
    }),
  );
}
