import type { KeyFrame, Mask } from './recipe';

export interface Picture {
  readonly width: number;
  readonly height: number;
}

/** Pixels; right and bottom are no longer part of it. */
export interface Box {
  readonly left: number;
  readonly top: number;
  readonly right: number;
  readonly bottom: number;
}

/** Rounds down to a whole number of pixels that is even: colours are kept for blocks of two by two. */
const evenDown = (numerator: number, denominator: number): number =>
  Math.floor(numerator / (2 * denominator)) * 2;
const evenUp = (numerator: number, denominator: number): number => -evenDown(-numerator, denominator);
const between = (value: number, low: number, high: number): number =>
  value < low ? low : value > high ? high : value;

/** The key frames at or around a frame. */
function around(keys: readonly KeyFrame[], frame: number): readonly [KeyFrame, KeyFrame] {
  let [low, high] = [0, keys.length - 1];
  while (low < high) {
    const middle = Math.ceil((low + high) / 2);
    if ((keys[middle] as KeyFrame).frame <= frame) low = middle;
    else high = middle - 1;
  }
  const before = keys[low] as KeyFrame;
  return [before, before.frame >= frame ? before : (keys[low + 1] ?? before)];
}

/**
 * What a mask covers at a frame; `undefined` outside its frames. Whole-number arithmetic alone, so that everybody reckons the
 * same: between two key frames each edge moves evenly; then every edge goes outwards to an even pixel, and the box is cut to the
 * picture. So it covers never less than what was drawn, and up to two pixels more on each side.
 */
export function boxAt(mask: Mask, frame: number, { width, height }: Picture): Box | undefined {
  if (frame < mask.from || frame > mask.to) return undefined;
  const [a, b] = around(mask.keys, frame);
  const [steps, step] = b.frame === a.frame ? [1, 0] : [b.frame - a.frame, frame - a.frame];
  const at = (from: number, to: number): number => from * steps + (to - from) * step;
  const box = {
    left: between(evenDown(at(a.x, b.x), steps), 0, width),
    top: between(evenDown(at(a.y, b.y), steps), 0, height),
    right: between(evenUp(at(a.x + a.w, b.x + b.w), steps), 0, width),
    bottom: between(evenUp(at(a.y + a.h, b.y + b.h), steps), 0, height),
  };
  return box.left < box.right && box.top < box.bottom ? box : undefined;
}

/**
 * Whether the block of two by two pixels at (2x, 2y) is covered: of an ellipse every block that it touches is. (The nearest
 * point of the block to the centre is within, in numbers twice as large, so that they are whole.)
 */
export function coversBlock(shape: Mask['shape'], box: Box, x: number, y: number): boolean {
  const { left, top, right, bottom } = box;
  if (2 * x < left || 2 * x >= right || 2 * y < top || 2 * y >= bottom) return false;
  if (shape === 'rectangle') return true;
  const [w, h] = [right - left, bottom - top];
  const dx = 2 * between((left + right) / 2, 2 * x, 2 * x + 2) - (left + right);
  const dy = 2 * between((top + bottom) / 2, 2 * y, 2 * y + 2) - (top + bottom);
  return dx * dx * h * h + dy * dy * w * w <= w * w * h * h;
}

/** The covered blocks of one row of blocks: from `start` to before `end`; empty when equal. */
export function blockRow(shape: Mask['shape'], box: Box, y: number): { start: number; end: number } {
  const [first, last] = [box.left / 2, box.right / 2];
  if (shape === 'rectangle') return { start: first, end: last };
  let [start, end] = [first, last];
  while (start < end && !coversBlock(shape, box, start, y)) start += 1;
  while (end > start && !coversBlock(shape, box, end - 1, y)) end -= 1;
  return { start, end };
}
