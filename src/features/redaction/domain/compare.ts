import { planesOf } from './draw';
import { boxAt, coversBlock, type Picture } from './place';
import type { Mask } from './recipe';

/** Which blocks of two by two pixels are covered at a frame: asked of every block by itself, not by the rows that are drawn. */
export function coverage(picture: Picture, masks: readonly Mask[], frame: number): Uint8Array {
  const [across, down] = [picture.width / 2, picture.height / 2];
  const covered = new Uint8Array(across * down);
  for (const mask of masks) {
    const box = boxAt(mask, frame, picture);
    if (box === undefined) continue;
    for (let y = box.top / 2; y < box.bottom / 2; y += 1)
      for (let x = box.left / 2; x < box.right / 2; x += 1)
        if (coversBlock(mask.shape, box, x, y)) covered[y * across + x] = 1;
  }
  return covered;
}

/** Whether two pictures are the same in every value that no mask covers. */
export function sameOutside(one: Buffer, other: Buffer, picture: Picture, covered: Uint8Array): boolean {
  const { width, height } = picture;
  const planes = planesOf(picture);
  const across = width / 2;
  for (let row = 0; row < height / 2; row += 1) {
    let x = 0;
    while (x < across) {
      if (covered[row * across + x] === 1) {
        x += 1;
        continue;
      }
      const start = x;
      while (x < across && covered[row * across + x] !== 1) x += 1;
      const [colour, line] = [row * across, 2 * row * width];
      const runs = [
        [line + 2 * start, line + 2 * x],
        [line + width + 2 * start, line + width + 2 * x],
        [planes.u + colour + start, planes.u + colour + x],
        [planes.v + colour + start, planes.v + colour + x],
      ] as const;
      if (runs.some(([from, to]) => one.compare(other, from, to, from, to) !== 0)) return false;
    }
  }
  return true;
}

/** How far a coded picture is from what was given to the coder. */
export interface Likeness {
  /** Mean square differences of the brightness; 0 where there is nothing to compare. */
  readonly outside: number;
  readonly inside: number;
  /** Largest mean difference of one macroblock (16 by 16 pixels), of brightness or of a colour. */
  readonly worstBlock: number;
}

/** Side of a macroblock (ITU-T H.264): differences of one must not hide in the average of the whole picture. */
const SIDE = 16;

export function likeness(given: Buffer, coded: Buffer, picture: Picture, covered: Uint8Array): Likeness {
  const { width, height } = picture;
  const planes = planesOf(picture);
  const across = width / 2;
  const squares = [0, 0];
  const counts = [0, 0];
  let worst = 0;
  const colours = (at: number, left: number, top: number): number => {
    let [sum, count] = [0, 0];
    for (let y = top / 2; y < Math.min(height, top + SIDE) / 2; y += 1)
      for (let x = left / 2; x < Math.min(width, left + SIDE) / 2; x += 1) {
        const place = at + y * across + x;
        sum += Math.abs((given[place] ?? 0) - (coded[place] ?? 0));
        count += 1;
      }
    return sum / count;
  };
  for (let top = 0; top < height; top += SIDE)
    for (let left = 0; left < width; left += SIDE) {
      let [sum, count] = [0, 0];
      for (let y = top; y < Math.min(height, top + SIDE); y += 1)
        for (let x = left; x < Math.min(width, left + SIDE); x += 1) {
          const place = y * width + x;
          const difference = Math.abs((given[place] ?? 0) - (coded[place] ?? 0));
          const side = covered[(y >> 1) * across + (x >> 1)] === 1 ? 1 : 0;
          sum += difference;
          count += 1;
          squares[side] = (squares[side] ?? 0) + difference * difference;
          counts[side] = (counts[side] ?? 0) + 1;
        }
      worst = Math.max(worst, sum / count, colours(planes.u, left, top), colours(planes.v, left, top));
    }
  const mean = (side: 0 | 1): number => (counts[side] ? (squares[side] ?? 0) / counts[side] : 0);
  return { outside: mean(0), inside: mean(1), worstBlock: worst };
}

/** Peak signal-to-noise ratio in decibels; 100 where nothing differs. */
export const decibels = (meanSquare: number): number =>
  meanSquare === 0 ? 100 : Math.min(100, 10 * Math.log10(255 ** 2 / meanSquare));
