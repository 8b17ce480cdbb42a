import type { Place } from './drawing';

/** A picture of brightness alone, smaller than the film. */
export interface Grey {
  readonly width: number;
  readonly height: number;
  readonly values: Uint8ClampedArray;
}

/** How far something may move from one frame to the next, in pixels of the small picture. */
const REACH = 12;

/** The brightness of what a video shows now. @param width of the small picture */
export function greyOf(video: HTMLVideoElement, canvas: HTMLCanvasElement, width: number): Grey {
  const height = Math.max(1, Math.round((width * video.videoHeight) / video.videoWidth));
  canvas.width = width;
  canvas.height = height;
  const context = canvas.getContext('2d', { willReadFrequently: true });
  if (context === null) throw new Error('no canvas');
  context.drawImage(video, 0, 0, width, height);
  const { data } = context.getImageData(0, 0, width, height);
  const values = new Uint8ClampedArray(width * height);
  for (let at = 0; at < values.length; at += 1)
    values[at] =
      ((data[4 * at] ?? 0) * 77 + (data[4 * at + 1] ?? 0) * 151 + (data[4 * at + 2] ?? 0) * 28) >> 8;
  return { width, height, values };
}

/** Mean difference between a place of one picture and a place as large of another. */
function difference(before: Grey, from: Place, after: Grey, x: number, y: number): number {
  let [sum, count] = [0, 0];
  for (let row = 0; row < from.h; row += 1)
    for (let column = 0; column < from.w; column += 1) {
      const [ax, ay, bx, by] = [from.x + column, from.y + row, x + column, y + row];
      if (ax < 0 || ay < 0 || ax >= before.width || ay >= before.height) continue;
      if (bx < 0 || by < 0 || bx >= after.width || by >= after.height) continue;
      sum += Math.abs(
        (before.values[ay * before.width + ax] ?? 0) - (after.values[by * after.width + bx] ?? 0),
      );
      count += 1;
    }
  return count === 0 ? Infinity : sum / count;
}

/**
 * Where what stood at a place is in the next picture: the place nearby that looks most like it. A person checks it.
 * @param place in pixels of the small pictures
 */
export function follow(before: Grey, place: Place, after: Grey): { x: number; y: number } {
  let best = { x: place.x, y: place.y };
  // What has hardly changed has hardly moved: a little more likeness must not make it jump.
  let least = difference(before, place, after, place.x, place.y) * 0.98;
  for (let dy = -REACH; dy <= REACH; dy += 1)
    for (let dx = -REACH; dx <= REACH; dx += 1) {
      const found = difference(before, place, after, place.x + dx, place.y + dy);
      if (found >= least) continue;
      least = found;
      best = { x: place.x + dx, y: place.y + dy };
    }
  return best;
}
