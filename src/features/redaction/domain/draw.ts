import { blockRow, boxAt, type Box, type Picture } from './place';
import type { Mask } from './recipe';

/** Black in limited range (ITU-R BT.601, BT.709). */
export const BLACK = { y: 16, u: 128, v: 128 } as const;

/** Where the brightness and the two colours of a picture stand in its bytes: planar 4:2:0, eight bits. */
export interface Planes {
  readonly y: number;
  readonly u: number;
  readonly v: number;
}

export const planesOf = ({ width, height }: Picture): Planes => ({
  y: 0,
  u: width * height,
  v: (width * height * 5) / 4,
});

/** Blocks of a pixelated mask along its smaller side: few enough that a face keeps no feature. */
const BLOCKS_ALONG = 8;
/** Averages are kept in steps of so much: what moves under the blocks gives less away. */
const STEP = 16;

function fill(bytes: Buffer, picture: Picture, shape: Mask['shape'], box: Box): void {
  const planes = planesOf(picture);
  const { width } = picture;
  for (let row = box.top / 2; row < box.bottom / 2; row += 1) {
    const { start, end } = blockRow(shape, box, row);
    for (const line of [2 * row, 2 * row + 1])
      bytes.fill(BLACK.y, line * width + 2 * start, line * width + 2 * end);
    const colour = (row * width) / 2;
    bytes.fill(BLACK.u, planes.u + colour + start, planes.u + colour + end);
    bytes.fill(BLACK.v, planes.v + colour + start, planes.v + colour + end);
  }
}

/** Side of the cells that are averaged, in blocks of two by two: at least an eighth of the smaller side. */
export const cellSide = ({ left, top, right, bottom }: Box): number =>
  Math.max(2, Math.ceil(Math.min(right - left, bottom - top) / (2 * BLOCKS_ALONG)));

interface Plane {
  readonly at: number;
  /** Values of one row. */
  readonly stride: number;
  /** Values of one block of two by two pixels, along each side: two of brightness, one of a colour. */
  readonly scale: 1 | 2;
}

/** The average of each cell of a box, in steps. */
function averages(bytes: Buffer, { at, stride, scale }: Plane, box: Box, side: number) {
  const [x0, y0] = [(box.left / 2) * scale, (box.top / 2) * scale];
  const [w, h] = [((box.right - box.left) / 2) * scale, ((box.bottom - box.top) / 2) * scale];
  const cell = side * scale;
  const [across, down] = [Math.ceil(w / cell), Math.ceil(h / cell)];
  const values = Array.from({ length: across * down }, (_, index) => {
    const [left, top] = [(index % across) * cell, Math.floor(index / across) * cell];
    const [right, bottom] = [Math.min(w, left + cell), Math.min(h, top + cell)];
    let sum = 0;
    for (let y = top; y < bottom; y += 1)
      for (let x = left; x < right; x += 1) sum += bytes[at + (y0 + y) * stride + x0 + x] as number;
    const mean = Math.floor(sum / ((right - left) * (bottom - top)));
    return Math.floor(mean / STEP) * STEP + STEP / 2;
  });
  return { values, across, down, cell, x0, y0 };
}

/** Along one side of a box: for each value the two cells that it takes from, and how much of the second, in parts of two cells. */
function mixing(kind: Mask['kind'], length: number, count: number, cell: number) {
  const [first, second, part] = [new Int32Array(length), new Int32Array(length), new Int32Array(length)];
  for (let at = 0; at < length; at += 1) {
    // Of a blur those between whose middles it lies; of blocks its own alone.
    const along = kind === 'blur' ? Math.max(0, 2 * at + 1 - cell) : 2 * at;
    const before = Math.min(count - 1, Math.floor(along / (2 * cell)));
    first[at] = before;
    second[at] = Math.min(count - 1, before + 1);
    part[at] = kind === 'blur' ? Math.min(along - 2 * cell * before, 2 * cell) : 0;
  }
  return { first, second, part } as const;
}

/** Blocks, or a blur over the same blocks: in both nothing of a cell is left but its average. All in whole numbers. */
function weaken(bytes: Buffer, picture: Picture, { kind, shape }: Mask, box: Box): void {
  const offsets = planesOf(picture);
  const planes: Plane[] = [
    { at: offsets.y, stride: picture.width, scale: 2 },
    { at: offsets.u, stride: picture.width / 2, scale: 1 },
    { at: offsets.v, stride: picture.width / 2, scale: 1 },
  ];
  const side = cellSide(box);
  for (const plane of planes) {
    const { values, across, down, cell, x0, y0 } = averages(bytes, plane, box, side);
    const { at, stride, scale } = plane;
    const columns = mixing(kind, ((box.right - box.left) / 2) * scale, across, cell);
    const rows = mixing(kind, ((box.bottom - box.top) / 2) * scale, down, cell);
    const mixed = new Float64Array(across);
    for (let row = box.top / 2; row < box.bottom / 2; row += 1) {
      const { start, end } = blockRow(shape, box, row);
      const [from, to] = [start * scale - x0, end * scale - x0];
      for (let line = row * scale; line < (row + 1) * scale; line += 1) {
        const y = line - y0;
        const [upper, lower] = [(rows.first[y] as number) * across, (rows.second[y] as number) * across];
        const low = rows.part[y] as number;
        for (let column = 0; column < across; column += 1)
          mixed[column] =
            (values[upper + column] as number) * (2 * cell - low) + (values[lower + column] as number) * low;
        const place = at + line * stride + x0;
        for (let x = from; x < to; x += 1) {
          const right = columns.part[x] as number;
          const sum =
            (mixed[columns.first[x] as number] as number) * (2 * cell - right) +
            (mixed[columns.second[x] as number] as number) * right;
          // A byte keeps what stands before the point.
          bytes[place + x] = sum / (4 * cell * cell);
        }
      }
    }
  }
}

/**
 * Covers in one frame what the masks say, in place. Solid masks come first, so that no average of a block or a blur takes in
 * what they cover, and last, so that nothing else stands on them.
 */
export function cover(bytes: Buffer, picture: Picture, masks: readonly Mask[], frame: number): void {
  const solid = masks.filter(({ kind }) => kind === 'solid');
  const weak = masks.filter(({ kind }) => kind !== 'solid');
  for (const mask of weak.length === 0 ? solid : [...solid, ...weak, ...solid]) {
    const box = boxAt(mask, frame, picture);
    if (box === undefined) continue;
    if (mask.kind === 'solid') fill(bytes, picture, mask.shape, box);
    else weaken(bytes, picture, mask, box);
  }
}
