import { drawing, line, rectangle, text } from './svg.mjs';

const WIDTH = 960;
const LEFT = 470;
const RIGHT = 850;
const TOP = 62;
const ROW = 24;
/** Further right a bar would tell no more. */
const MOST = 2;
const x = (ratio) => LEFT + (Math.min(ratio, MOST) / MOST) * (RIGHT - LEFT);

function row({ name, ratio, spread, aim }, at) {
  const y = TOP + at * ROW;
  const middle = y + ROW / 2 - 1;
  const kind = aim !== undefined && ratio < aim ? 'short' : 'bar';
  return [
    text(LEFT - 8, middle + 4, name, 'end'),
    rectangle(LEFT, y + 4, x(ratio) - LEFT, ROW - 9, kind),
    line(x(spread[0]), middle, x(spread[1]), middle, 'spread'),
    ...(aim === undefined ? [] : [line(x(aim), y + 1, x(aim), y + ROW - 2, 'aim')]),
    text(RIGHT + 8, middle + 4, ratio.toFixed(2) + (aim === undefined ? '' : ` (aim ${aim.toFixed(2)})`)),
  ];
}

/** Each result as a bar to its ratio, the slowest and the fastest round as a line, and what is meant as a mark. */
export function ratios(results) {
  const bottom = TOP + results.length * ROW;
  const grid = [0, 0.5, 1, 1.5, 2].flatMap((ratio) => [
    line(x(ratio), TOP, x(ratio), bottom, 'grid'),
    text(x(ratio), TOP - 8, String(ratio), 'middle', 'quiet'),
  ]);
  const title =
    'As fast as the baseline is 1. Bar: median of the rounds; line: slowest to fastest; mark: aim';
  return drawing(WIDTH, bottom + 16, title, [...grid, ...results.flatMap(row)]);
}
