import { BLACK, planesOf } from '../../domain/draw';
import type { Picture } from '../../domain/place';

/** A film is at most so large along its longer and its shorter side. */
const LONG = 1_920;
const SHORT = 1_080;

const even = (value: number): number => Math.max(2, 2 * Math.floor(value / 2));

/** The largest picture that has the shape of one and fits into another, in whole even pixels. */
function within({ width, height }: Picture, room: Picture): Picture {
  if (width <= room.width && height <= room.height && (width === room.width || height === room.height))
    return { width, height };
  return width * room.height >= height * room.width
    ? { width: room.width, height: even((height * room.width) / width) }
    : { width: even((width * room.height) / height), height: room.height };
}

/** The size of a film: that of its largest part, made smaller where that is larger than 1080p. */
export function filmSize(parts: readonly Picture[]): Picture {
  const [largest] = [...parts].sort((one, other) => other.width * other.height - one.width * one.height);
  const { width, height } = largest ?? { width: 2, height: 2 };
  const room = width >= height ? { width: LONG, height: SHORT } : { width: SHORT, height: LONG };
  return width <= room.width && height <= room.height ? { width, height } : within({ width, height }, room);
}

/** Where a picture stands in the film: in the middle, with bars beside or above it. */
export function placeIn(
  picture: Picture,
  film: Picture,
): Picture & { readonly left: number; readonly top: number } {
  const { width, height } = within(picture, film);
  return {
    ...{ width, height },
    left: 2 * Math.floor((film.width - width) / 4),
    top: 2 * Math.floor((film.height - height) / 4),
  };
}

export function blacken(bytes: Buffer, film: Picture): void {
  const { u, v } = planesOf(film);
  bytes.fill(BLACK.y, 0, u);
  bytes.fill(BLACK.u, u, v);
  bytes.fill(BLACK.v, v);
}

interface Plane {
  readonly at: number;
  readonly width: number;
  readonly height: number;
}

const planes = (picture: Picture): readonly [Plane, Plane, Plane] => {
  const { y, u, v } = planesOf(picture);
  const half = { width: picture.width / 2, height: picture.height / 2 };
  return [
    { at: y, width: picture.width, height: picture.height },
    { at: u, ...half },
    { at: v, ...half },
  ];
};

/** First value and the one after the last of those that one value of the film stands for. */
function ranges(from: number, to: number): Int32Array {
  const found = new Int32Array(2 * to);
  for (let at = 0; at < to; at += 1) {
    const first = Math.floor((at * from) / to);
    found[2 * at] = first;
    found[2 * at + 1] = Math.max(first + 1, Math.floor(((at + 1) * from) / to));
  }
  return found;
}

/**
 * Puts pictures of one size into the film. Of the same size, each value is the one that it was; else each is the average of
 * those that it stands for, in whole numbers. Where nothing is put there are bars.
 */
export class Fitting {
  private readonly steps: readonly {
    readonly source: Plane;
    readonly target: Plane;
    readonly left: number;
    readonly top: number;
    readonly width: number;
    readonly columns: Int32Array;
    readonly rows: Int32Array;
  }[];

  constructor(picture: Picture, film: Picture) {
    const place = placeIn(picture, film);
    const targets = planes(film);
    this.steps = planes(picture).map((source, index) => {
      const scale = index === 0 ? 1 : 2;
      const [width, height] = [place.width / scale, place.height / scale];
      return {
        ...{ source, target: targets[index] as Plane, width },
        ...{ left: place.left / scale, top: place.top / scale },
        columns: ranges(source.width, width),
        rows: ranges(source.height, height),
      };
    });
  }

  /** @param into a picture of the film, black where nothing is put */
  put(from: Buffer, into: Buffer): void {
    for (const { source, target, left, top, width, columns, rows } of this.steps) {
      const height = rows.length / 2;
      for (let y = 0; y < height; y += 1) {
        const place = target.at + (top + y) * target.width + left;
        const [first, end] = [rows[2 * y] ?? 0, rows[2 * y + 1] ?? 0];
        if (width === source.width && height === source.height)
          from.copy(into, place, source.at + first * source.width, source.at + first * source.width + width);
        else averageRow(from, into, place, source, columns, first, end);
      }
    }
  }
}

function averageRow(
  from: Buffer,
  into: Buffer,
  place: number,
  source: Plane,
  columns: Int32Array,
  first: number,
  end: number,
): void {
  for (let x = 0; x < columns.length / 2; x += 1) {
    const [left, right] = [columns[2 * x] ?? 0, columns[2 * x + 1] ?? 0];
    let sum = 0;
    for (let row = first; row < end; row += 1) {
      const line = source.at + row * source.width;
      for (let column = left; column < right; column += 1) sum += from[line + column] ?? 0;
    }
    const count = (end - first) * (right - left);
    into[place + x] = Math.floor((2 * sum + count) / (2 * count));
  }
}
