import { within, type Size } from './geometry';
import { scaleTo } from './poster';

const COLUMNS = 4;
const PICTURES = 16;
/** Pixels. */
const CELL_WIDTH = 320;
const GAP = 4;

export interface ContactSheet {
  readonly file: string;
  readonly columns: number;
  readonly rows: number;
  readonly cell: Size;
  readonly size: Size;
  /** Filters from the source's frames to the sheet; `look` makes a frame viewable. */
  readonly filters: (look: readonly string[]) => readonly string[];
}

/**
 * Up to sixteen frames at equal steps of time, the first frame first.
 * @param frames how many the clip has; duration: seconds from the first to the last
 */
export function contactSheet(size: Size, frames: number, duration: number): ContactSheet {
  const count = Math.max(1, Math.min(PICTURES, frames));
  const columns = Math.min(COLUMNS, count);
  const rows = Math.ceil(count / columns);
  const cell = within(size, CELL_WIDTH);
  const step = (duration / count).toFixed(6);
  return {
    file: 'contact-sheet.jpg',
    columns,
    rows,
    cell,
    size: { width: columns * (cell.width + GAP) + GAP, height: rows * (cell.height + GAP) + GAP },
    filters: (look) => [
      `select='lt(selected_n,${count})*gte(t-start_t,selected_n*${step})'`,
      ...look,
      scaleTo(cell),
      `tile=layout=${columns}x${rows}:nb_frames=${count}:margin=${GAP}:padding=${GAP}`,
    ],
  };
}
