/** Side of the pictures in which the model looks for faces. */
export const SIDE = 256;
/** So much of neighbouring squares is the same: a face on the edge of one stands whole in another. */
const SHARED = 64;

/** A square of a picture, in its pixels; it may reach beyond the edges. */
export interface Square {
  readonly x: number;
  readonly y: number;
  readonly side: number;
}

export interface Size {
  readonly width: number;
  readonly height: number;
}

/** So large is a picture when it is looked at: the shorter side at most `SHORT`, so that a face of a thirtieth of it is found. */
const SHORT = 384;
const LONG = 1_024;
const even = (value: number): number => Math.max(2, 2 * Math.round(value / 2));

export function lookedAt({ width, height }: Size): Size {
  const scale = Math.min(1, SHORT / Math.min(width, height), LONG / Math.max(width, height));
  return { width: even(width * scale), height: even(height * scale) };
}

/** Where squares begin that cover a length evenly. */
function starts(length: number): number[] {
  if (length <= SIDE) return [0];
  const count = Math.ceil((length - SHARED) / (SIDE - SHARED));
  return Array.from({ length: count }, (_, at) => Math.round((at * (length - SIDE)) / (count - 1)));
}

/** The whole picture, in which large faces are found, and parts of it, in which small ones are. */
export function squaresOf({ width, height }: Size): Square[] {
  const side = Math.max(width, height);
  const all = {
    x: Math.floor((width - side) / 2),
    y: Math.floor((height - side) / 2),
    side: Math.max(side, SIDE),
  };
  if (side <= SIDE) return [all];
  return [all, ...starts(height).flatMap((y) => starts(width).map((x) => ({ x, y, side: SIDE })))];
}

/** A square as a model takes it, `side` by `side`: red, green and blue from 0 to 255, black beyond the edges. Larger ones are averaged. */
export function sample(rgb: Uint8Array, { width, height }: Size, square: Square, side: number): Float32Array {
  const into = new Float32Array(side * side * 3);
  const step = square.side / side;
  const edges = Array.from({ length: side + 1 }, (_, at) => Math.floor(at * step));
  let out = 0;
  for (let row = 0; row < side; row += 1) {
    const [top, bottom] = span(edges, row, square.y, height);
    for (let column = 0; column < side; column += 1) {
      const [left, right] = span(edges, column, square.x, width);
      let [red, green, blue] = [0, 0, 0];
      for (let y = top; y < bottom; y += 1)
        for (let at = (y * width + left) * 3, end = (y * width + right) * 3; at < end; at += 3) {
          red += rgb[at] ?? 0;
          green += rgb[at + 1] ?? 0;
          blue += rgb[at + 2] ?? 0;
        }
      const count = Math.max(1, (bottom - top) * (right - left));
      into[out] = red / count;
      into[out + 1] = green / count;
      into[out + 2] = blue / count;
      out += 3;
    }
  }
  return into;
}

/** Pixels of the picture that go into one of the sample; none beyond the edges. */
function span(edges: readonly number[], at: number, offset: number, length: number): [number, number] {
  const from = offset + (edges[at] ?? 0);
  const to = Math.max(from + 1, offset + (edges[at + 1] ?? 0));
  return [Math.min(length, Math.max(0, from)), Math.min(length, Math.max(0, to))];
}
