import type { Content, TableCell } from 'pdfmake/interfaces';
import { make } from './engine';

/** A grid of equal labels on A4. */
export interface SheetLayout {
  readonly columns: number;
  readonly rows: number;
  readonly marginMm: number;
}

/** The room of one label, in points. */
export interface LabelRoom {
  readonly width: number;
  readonly height: number;
}

const POINTS_PER_MM = 72 / 25.4;
const A4 = { width: 595.28, height: 841.89 };
const PADDING = 6;
/** Keeps the last row and the lines on their page. */
const SLACK = 10;

const room = ({ columns, rows, marginMm }: SheetLayout): LabelRoom => {
  const margin = marginMm * POINTS_PER_MM;
  return {
    width: (A4.width - 2 * margin) / columns - 2 * PADDING,
    height: (A4.height - 2 * margin - SLACK) / rows - 2 * PADDING,
  };
};

/** Cells filled up to whole rows of a whole sheet. */
function rowsOf<Item>(items: readonly Item[], columns: number): (Item | null)[][] {
  const rows: (Item | null)[][] = [];
  for (let first = 0; first < items.length; first += columns) {
    const row = items.slice(first, first + columns);
    rows.push([...row, ...Array<null>(columns - row.length).fill(null)]);
  }
  return rows;
}

const LINE = { width: () => 0.5, color: () => '#9ca3af', padding: () => PADDING };
const GRID = {
  hLineWidth: LINE.width,
  vLineWidth: LINE.width,
  hLineColor: LINE.color,
  vLineColor: LINE.color,
  paddingTop: LINE.padding,
  paddingBottom: LINE.padding,
  paddingLeft: LINE.padding,
  paddingRight: LINE.padding,
};

function page(rows: readonly (readonly (Content | null)[])[], at: LabelRoom, first: boolean): Content {
  const cells = rows.map((row) => row.map((cell): TableCell => cell ?? ''));
  return {
    ...(first ? {} : { pageBreak: 'before' as const }),
    table: { widths: Array<number>(cells[0]?.length ?? 1).fill(at.width), heights: at.height, body: cells },
    layout: GRID,
  };
}

/** Labels within the margins of a plain page that stands: two beside each other, none divided between two pages. */
export function sheetRows<Item>(
  items: readonly Item[],
  width: number,
  label: (item: Item, room: LabelRoom) => Content,
): Content {
  const at = { width: width / 2 - 2 * PADDING - 1, height: 118 };
  const body = rowsOf(items, 2).map((row) =>
    row.map((item): TableCell => (item === null ? '' : label(item, at))),
  );
  return {
    table: { widths: [at.width, at.width], heights: at.height, dontBreakRows: true, body },
    layout: GRID,
  };
}

/**
 * Labels on sheets of A4, cut along thin lines; `mark` stands in the margin of each sheet.
 * @param used places at the start of the first sheet that have gone already
 */
export async function sheetPdf<Item>(
  title: string,
  mark: string,
  layout: SheetLayout,
  items: readonly Item[],
  used: number,
  label: (item: Item, room: LabelRoom) => Content,
): Promise<Buffer> {
  const at = room(layout);
  const margin = layout.marginMm * POINTS_PER_MM;
  const cells = [...Array<null>(used).fill(null), ...items.map((item) => label(item, at))];
  const rows = rowsOf(cells, layout.columns);
  const pages: Content[] = [];
  for (let first = 0; first < rows.length; first += layout.rows)
    pages.push(page(rows.slice(first, first + layout.rows), at, first === 0));
  return make({
    info: { title },
    language: 'en-GB',
    pageSize: 'A4',
    pageMargins: margin,
    defaultStyle: { font: 'Roboto', fontSize: 9, lineHeight: 1.15 },
    header: (sheet, sheets) => ({
      text: `${mark}, sheet ${sheet} of ${sheets}`,
      alignment: 'center',
      fontSize: 7,
      color: '#942514',
      margin: [0, margin / 3, 0, 0],
    }),
    content: pages,
  });
}
