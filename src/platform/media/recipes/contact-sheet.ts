import { within, type Size } from './geometry';

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
  /** Filters from the source's frames to the sheet; `look` makes a frame viewable, of the size of a cell. */
  readonly filters: (look: readonly string[]) => readonly string[];
}

/**
 * From when on each picture of the sheet is taken, in seconds from the first frame: at equal steps of time as far as the
 * frames allow, which need not be evenly spaced, and no frame twice.
 * @param times of the frames, in seconds, in the order of showing
 */
export function sheetTimes(times: readonly number[]): number[] {
  const count = Math.max(1, Math.min(PICTURES, times.length));
  const [first = 0] = times;
  const step = ((times.at(-1) ?? 0) - first) / count;
  let frame = -1;
  return Array.from({ length: count }, (_, place) => {
    frame += 1;
    const last = times.length - (count - place);
    while (frame < last && (times[frame] ?? 0) - first < place * step) frame += 1;
    // Between the frame and the one before it, so that no rounding leaves it out.
    return Math.max(0, ((times[frame] ?? first) + (times[frame - 1] ?? first)) / 2 - first);
  });
}

/** `if(eq(selected_n,0),0.000000,if(...))`: the time that belongs to the number of pictures taken so far. */
const timeOfNext = (from: readonly number[]): string =>
  from.reduceRight((rest, at, place) => `if(eq(selected_n,${place}),${at.toFixed(6)},${rest})`, '1e9');

/** @param from `sheetTimes` */
export function contactSheet(size: Size, from: readonly number[]): ContactSheet {
  const count = from.length;
  const columns = Math.min(COLUMNS, count);
  const rows = Math.ceil(count / columns);
  const cell = within(size, CELL_WIDTH);
  return {
    file: 'contact-sheet.jpg',
    columns,
    rows,
    cell,
    size: { width: columns * (cell.width + GAP) + GAP, height: rows * (cell.height + GAP) + GAP },
    filters: (look) => [
      `select='gte(t-start_t,${timeOfNext(from)})'`,
      ...look,
      `tile=layout=${columns}x${rows}:nb_frames=${count}:margin=${GAP}:padding=${GAP}`,
    ],
  };
}
