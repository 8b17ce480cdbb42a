import { circle, drawing, line, polyline, text } from './svg.mjs';

const WIDTH = 1060;
const LEFT = 60;
const RIGHT = 620;
const TOP = 60;
const BOTTOM = 380;
/** The steepest tell what grows. */
const SHOWN = 12;

/** How each figure grows with what lies behind it: both as multiples of the first, on logarithmic axes of the same scale. */
export function growth(all) {
  const curves = all.slice(0, SHOWN);
  const most = Math.max(...curves.flatMap(({ points }) => points.map(({ rows }) => rows / points[0].rows)));
  const decades = Math.ceil(Math.log10(most));
  const x = (times) => LEFT + (Math.log10(times) / decades) * (RIGHT - LEFT);
  const y = (times) => BOTTOM - ((Math.log10(Math.max(times, 0.3)) + 0.5) / (decades + 0.5)) * (BOTTOM - TOP);
  const grid = Array.from({ length: decades + 1 }, (_, at) => 10 ** at).flatMap((times) => [
    line(x(times), TOP, x(times), BOTTOM, 'grid'),
    text(x(times), BOTTOM + 20, times === 1 ? 'as much' : `${times} times`, 'middle', 'quiet'),
    line(LEFT, y(times), RIGHT, y(times), 'grid'),
    text(LEFT - 8, y(times) + 4, String(times), 'end', 'quiet'),
  ]);
  const lines = curves.flatMap(({ points }) => {
    const at = points.map(({ rows, value }) => [x(rows / points[0].rows), y(value / points[0].value)]);
    return [polyline(at, 'curve'), ...at.map(([cx, cy]) => circle(cx, cy, 3.5, 'point'))];
  });
  const names = curves.map(({ name, unit, points }, at) =>
    text(RIGHT + 40, TOP + 12 + at * 22, `${name}: ${points.map(({ value }) => value).join(', ')} ${unit}`),
  );
  const title = `How much longer it takes, the more lies behind it: the ${SHOWN} steepest of ${all.length} (multiples of the first)`;
  return drawing(WIDTH, BOTTOM + 36, title, [...grid, ...lines, ...names]);
}
