import type { Content } from 'pdfmake/interfaces';
import { inParts, type Cell } from './long-rows';

const PADDING = 4;
const LINE = 0.5;

/**
 * Widths in points; what others leave is shared by `'*'`. The maker of documents lets a long word, like the name of a file,
 * widen such a column over the edge of the paper. To a number it keeps, and breaks the word.
 * @param room width of the whole table, in points
 */
export function widthsOf(columns: readonly (number | '*')[], room: number): number[] {
  const given = columns.filter((width) => width !== '*');
  const lines = (columns.length + 1) * LINE + columns.length * 2 * PADDING;
  const left = room - lines - given.reduce((sum, width) => sum + width, 0);
  return columns.map((width) => (width === '*' ? left / (columns.length - given.length) : width));
}

/**
 * Rows under headings, which stand again on each page. A row is not divided between two pages; one that is too long for a
 * page goes on in further rows.
 */
export function ruledTable(
  head: readonly string[],
  rows: readonly (readonly Cell[])[],
  columns: readonly (number | '*')[],
  room: number,
): Content {
  const widths = widthsOf(columns, room);
  return {
    margin: [0, 8, 0, 12],
    table: {
      headerRows: 1,
      dontBreakRows: true,
      widths,
      body: [
        head.map((text) => ({ text, style: 'head' })),
        ...rows
          .flatMap((row) => inParts(row, widths))
          .map((row) => row.map((cell) => (typeof cell === 'string' ? cell : { stack: [...cell] }))),
      ],
    },
    layout: {
      hLineWidth: (line) => (line === 1 ? 2 * LINE : LINE),
      vLineWidth: () => LINE,
      hLineColor: () => '#4b5563',
      vLineColor: () => '#9ca3af',
      paddingTop: () => PADDING,
      paddingBottom: () => PADDING,
      paddingLeft: () => PADDING,
      paddingRight: () => PADDING,
    },
  };
}
