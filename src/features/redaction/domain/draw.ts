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
      for (let x = left; x < right; x += 1) sum += bytes[at + (y0 + y) * stride + x0 + x] ?? 0;
    const mean = Math.floor(sum / ((right - left) * (bottom - top)));
    return Math.floor(mean / STEP) * STEP + STEP / 2;
  });
  return { values, across, down, cell, x0, y0 };
}

/** Between the middles of four cells, in whole numbers. */
function smooth(
  values: readonly number[],
  across: number,
  down: number,
  cell: number,
  x: number,
  y: number,
): number {
  const place = (at: number, count: number): readonly [number, number, number] => {
    const along = Math.max(0, 2 * at + 1 - cell);
    const first = Math.min(count - 1, Math.floor(along / (2 * cell)));
    return [first, Math.min(count - 1, first + 1), along - 2 * cell * first];
  };
  const [left, right, dx] = place(x, across);
  const [top, bottom, dy] = place(y, down);
  const value = (column: number, row: number): number => values[row * across + column] ?? 0;
  const [fx, fy] = [Math.min(dx, 2 * cell), Math.min(dy, 2 * cell)];
  const upper = value(left, top) * (2 * cell - fx) + value(right, top) * fx;
  const lower = value(left, bottom) * (2 * cell - fx) + value(right, bottom) * fx;
  return Math.floor((upper * (2 * cell - fy) + lower * fy) / (4 * cell * cell));
}

/** Blocks, or a blur over the same blocks: in both nothing of a cell is left but its average. */
function weaken(bytes: Buffer, picture: Picture, mask: Mask, box: Box): void {
  const offsets = planesOf(picture);
  const planes: Plane[] = [
    { at: offsets.y, stride: picture.width, scale: 2 },
    { at: offsets.u, stride: picture.width / 2, scale: 1 },
    { at: offsets.v, stride: picture.width / 2, scale: 1 },
  ];
  const side = cellSide(box);
  for (const plane of planes) {
    const { values, across, down, cell, x0, y0 } = averages(bytes, plane, box, side);
    const { scale } = plane;
    for (let row = box.top / 2; row < box.bottom / 2; row += 1) {
      const { start, end } = blockRow(mask.shape, box, row);
      for (let line = row * scale; line < (row + 1) * scale; line += 1)
        for (let x = start * scale; x < end * scale; x += 1) {
          const [dx, dy] = [x - x0, line - y0];
          bytes[plane.at + line * plane.stride + x] =
            mask.kind === 'blur'
              ? smooth(values, across, down, cell, dx, dy)
              : (values[Math.floor(dy / cell) * across + Math.floor(dx / cell)] ?? 0);
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
