import type { Box } from './boxes';
import type { Size, Square } from './squares';

/** Side of the pictures in which the model looks for a person. */
export const PERSON_SIDE = 192;

/** Of the pictures that are looked at every second one is looked at for people: they are large, and a look costs twice that of faces. */
export const PEOPLE_EVERY = 2;

/** The smaller parts are so large, of the picture's shorter side; of a very long picture there would be too many. */
const SMALLER = 0.6;
const OBLONG = 2.5;

/** Points of a body that it places in a square, each as y, x (of the square's side) and how sure it is. */
const POINTS = 17;
/** Surer than that a point is taken for seen: of arms and legs it says less than of a face. */
const SEEN = 0.25;
/** So many have to be seen, and the score is how sure it is of the best of them. */
const FEWEST = 6;
const BEST = 8;
const SURE = 0.35;
/** What is smaller in its square is as often a tripod. */
const SMALLEST = 0.12;
/** From the points to the edge of a body, of its longer side: hands and feet; and hair, which is far above the eyes of who stands near. */
const AROUND = 0.12;
const ABOVE = 0.2;

/** Where squares begin, each half on the one before. */
function starts(length: number, side: number): number[] {
  const steps = Math.ceil((2 * (length - side)) / side);
  return Array.from({ length: steps + 1 }, (_, at) =>
    Math.round((at * (length - side)) / Math.max(1, steps)),
  );
}

/** The model tells of one person, whoever is in the middle: so the whole is looked at, and parts of two sizes. */
export function peopleSquares({ width, height }: Size): Square[] {
  const [short, long] = [Math.min(width, height), Math.max(width, height)];
  const all = { x: Math.floor((width - long) / 2), y: Math.floor((height - long) / 2), side: long };
  const tiled = (side: number): Square[] =>
    starts(height, side).flatMap((y) => starts(width, side).map((x) => ({ x, y, side })));
  return [
    ...(long > short ? [all] : []),
    ...tiled(short),
    ...(long > short * OBLONG ? [] : tiled(Math.round(short * SMALLER))),
  ];
}

/** The person whom the model is sure enough of, within the picture. */
export function personIn(points: ArrayLike<number>, square: Square, { width, height }: Size): Box[] {
  const all = Array.from({ length: POINTS }, (_, at) => ({
    x: square.x + (points[at * 3 + 1] ?? 0) * square.side,
    y: square.y + (points[at * 3] ?? 0) * square.side,
    sure: points[at * 3 + 2] ?? 0,
  })).sort((one, other) => other.sure - one.sure);
  const seen = all.filter(({ sure }) => sure > SEEN);
  const score = Math.min(1, all.slice(0, BEST).reduce((sum, { sure }) => sum + sure, 0) / BEST);
  if (seen.length < FEWEST || score < SURE) return [];
  const [left, right] = [Math.min(...seen.map(({ x }) => x)), Math.max(...seen.map(({ x }) => x))];
  const [top, bottom] = [Math.min(...seen.map(({ y }) => y)), Math.max(...seen.map(({ y }) => y))];
  const longer = Math.max(right - left, bottom - top);
  if (longer < square.side * SMALLEST) return [];
  const around = longer * AROUND;
  const [x, y] = [Math.max(0, left - around), Math.max(0, top - longer * ABOVE)];
  const [w, h] = [Math.min(width, right + around) - x, Math.min(height, bottom + around) - y];
  return w > 0 && h > 0 ? [{ kind: 'person', score, x, y, w, h }] : [];
}
