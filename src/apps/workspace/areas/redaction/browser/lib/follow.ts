import type { Place } from './drawing';

/** A picture of brightness alone, smaller than the film. */
export interface Grey {
  readonly width: number;
  readonly height: number;
  readonly values: Uint8ClampedArray;
}
type Point = Readonly<Record<'x' | 'y', number>>;

/** How far something may move from one frame to the next, in pixels of the small picture. */
const REACH = 12;
/** Points of what is followed that are compared. */
const POINTS = 900;
/** Likeness goes from -1 to 1. Below the first it is another thing, below the second it looks otherwise by now. */
const LOST = 0.5;
const CHANGED = 0.85;
/** Less of it than this in the picture, and it has gone. */
const GONE = 1 / 3;
const SEEN = 1 / 4;
/** A variance of brightness that is no more than noise: what is flat is like everything, and so like nothing. */
const FLAT = 9;
/** Among places that look alike the nearest is likelier. */
const PER_PIXEL = 0.001;

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

/** How something looked when it was last taken, as points from its corner. */
interface Look {
  readonly columns: Int16Array;
  readonly rows: Int16Array;
  readonly values: Uint8ClampedArray;
  /** What its corner is beside a whole pixel. */
  readonly beside: Point;
}

function lookAt({ width, height, values }: Grey, { x, y, w, h }: Place): Look {
  const [left, top] = [Math.round(x), Math.round(y)];
  const [columns, rows, seen]: [number[], number[], number[]] = [[], [], []];
  const step = Math.max(1, Math.ceil(Math.sqrt((w * h) / POINTS)));
  for (let row = 0; row < h; row += step)
    for (let column = 0; column < w; column += step) {
      const [px, py] = [left + column, top + row];
      if (px < 0 || py < 0 || px >= width || py >= height) continue;
      columns.push(column);
      rows.push(row);
      seen.push(values[py * width + px] ?? 0);
    }
  return {
    ...{ columns: Int16Array.from(columns), rows: Int16Array.from(rows) },
    ...{ values: Uint8ClampedArray.from(seen), beside: { x: x - left, y: y - top } },
  };
}

/** Correlation of a look with a place of a picture, whatever the light; -1 where hardly anything of it would be in the picture. */
function likeness({ columns, rows, values }: Look, picture: Grey, x: number, y: number): number {
  let [count, a, b, aa, bb, ab] = [0, 0, 0, 0, 0, 0];
  for (let at = 0; at < values.length; at += 1) {
    const [px, py] = [x + (columns[at] ?? 0), y + (rows[at] ?? 0)];
    if (px < 0 || py < 0 || px >= picture.width || py >= picture.height) continue;
    const [one, other] = [values[at] ?? 0, picture.values[py * picture.width + px] ?? 0];
    count += 1;
    a += one;
    b += other;
    aa += one * one;
    bb += other * other;
    ab += one * other;
  }
  if (count === 0 || count < values.length * SEEN) return -1;
  const spread = (sum: number, squares: number): number =>
    Math.max(FLAT, squares / count - (sum / count) ** 2);
  return (ab / count - (a / count) * (b / count)) / Math.sqrt(spread(a, aa) * spread(b, bb));
}

/** Where the top of a curve through three points lies, between half a step before and after the middle. */
function top(before: number, middle: number, after: number): number {
  const bend = before - 2 * middle + after;
  return bend >= 0 ? 0 : Math.min(0.5, Math.max(-0.5, (before - after) / (2 * bend)));
}

/**
 * Finds the same thing in one picture after another: the place nearby that looks most like it. It is compared with how it looked
 * when it was last taken, not with the picture before, so that errors do not add up; it is taken anew when it looks otherwise.
 * A person checks what comes of it.
 */
export class Follower {
  private look: Look;
  private at: Point;

  /** @param place in pixels of the small picture, which need not be whole */
  constructor(
    picture: Grey,
    private readonly place: Place,
  ) {
    this.look = lookAt(picture, place);
    this.at = place;
  }

  /** Where its corner is now; a word where it is not to be found. */
  find(picture: Grey): Point | 'lost' | 'left' {
    const { look } = this;
    const [left, up] = [Math.round(this.at.x - look.beside.x), Math.round(this.at.y - look.beside.y)];
    const like = (x: number, y: number): number => likeness(look, picture, x, y);
    let best = { x: left, y: up, like: like(left, up) };
    let most = best.like;
    for (let dy = -REACH; dy <= REACH; dy += 1)
      for (let dx = -REACH; dx <= REACH; dx += 1) {
        const found = like(left + dx, up + dy);
        const worth = found - PER_PIXEL * Math.hypot(dx, dy);
        if (worth <= most) continue;
        most = worth;
        best = { x: left + dx, y: up + dy, like: found };
      }
    if (best.like < LOST) return 'lost';
    if (this.share(picture, best) < GONE) return 'left';
    this.at = {
      x: best.x + look.beside.x + top(like(best.x - 1, best.y), best.like, like(best.x + 1, best.y)),
      y: best.y + look.beside.y + top(like(best.x, best.y - 1), best.like, like(best.x, best.y + 1)),
    };
    if (best.like < CHANGED) this.look = lookAt(picture, { ...this.place, ...this.at });
    return this.at;
  }

  /** How much of it lies in the picture. */
  private share({ width, height }: Grey, { x, y }: Point): number {
    const { w, h } = this.place;
    const across = Math.min(width, x + w) - Math.max(0, x);
    const down = Math.min(height, y + h) - Math.max(0, y);
    return (Math.max(0, across) * Math.max(0, down)) / (w * h);
  }
}
