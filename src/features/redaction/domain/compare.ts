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

/** Largest mean difference of a macroblock in one colour, within the rows of one line of them. */
function worstColour(given: Buffer, coded: Buffer, at: number, across: number, rows: number): number {
  let worst = 0;
  for (let left = 0; left < across; left += SIDE / 2) {
    const right = left + SIDE / 2 < across ? left + SIDE / 2 : across;
    let sum = 0;
    for (let row = 0; row < rows; row += 1)
      for (let place = at + row * across + left, end = at + row * across + right; place < end; place += 1) {
        const difference = (given[place] as number) - (coded[place] as number);
        sum += difference < 0 ? -difference : difference;
      }
    const mean = sum / ((right - left) * rows);
    if (mean > worst) worst = mean;
  }
  return worst;
}

/** Goes over every value of every frame, which is most of the time of a proof: so no call within the loops. */
export function likeness(given: Buffer, coded: Buffer, picture: Picture, covered: Uint8Array): Likeness {
  const { width, height } = picture;
  const planes = planesOf(picture);
  const across = width / 2;
  let [outside, inside, worst] = [0, 0, 0];
  for (let top = 0; top < height; top += SIDE) {
    const bottom = Math.min(height, top + SIDE);
    for (let left = 0; left < width; left += SIDE) {
      const right = left + SIDE < width ? left + SIDE : width;
      let [sum, all, under] = [0, 0, 0];
      for (let y = top; y < bottom; y += 1) {
        const [line, blocks] = [y * width, (y >> 1) * across];
        for (let x = left; x < right; x += 1) {
          const difference = (given[line + x] as number) - (coded[line + x] as number);
          if (difference === 0) continue;
          const square = difference * difference;
          sum += difference < 0 ? -difference : difference;
          all += square;
          if (covered[blocks + (x >> 1)] === 1) under += square;
        }
      }
      outside += all - under;
      inside += under;
      const mean = sum / ((right - left) * (bottom - top));
      if (mean > worst) worst = mean;
    }
    const [rows, colour] = [(bottom - top) / 2, (top / 2) * across];
    worst = Math.max(
      worst,
      worstColour(given, coded, planes.u + colour, across, rows),
      worstColour(given, coded, planes.v + colour, across, rows),
    );
  }
  let blocks = 0;
  for (const one of covered) blocks += one;
  const mean = (squares: number, values: number): number => (values > 0 ? squares / values : 0);
  return {
    outside: mean(outside, width * height - 4 * blocks),
    inside: mean(inside, 4 * blocks),
    worstBlock: worst,
  };
}

/** Peak signal-to-noise ratio in decibels; 100 where nothing differs. */
export const decibels = (meanSquare: number): number =>
  meanSquare === 0 ? 100 : Math.min(100, 10 * Math.log10(255 ** 2 / meanSquare));
