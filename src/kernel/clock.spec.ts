import { skewOf } from './clock';

const NOON = Date.parse('2026-07-14T12:00:00Z');
const after = (seconds: number): number => NOON + seconds * 1_000;

it.each([
  ['the same at once', 0, 0, 0],
  ['the same, answered late', 0, 20, 0],
  ['the same, asked late', 20, 20, 0],
  ['six seconds fast', 6, 0, 6],
  ['six seconds slow', -6, 0, 6],
  ['some seconds fast, answered late', 26, 20, 6],
])('another clock that is %s', (_what, theirs, answered, seconds) => {
  expect(skewOf(new Date(after(theirs)), NOON, after(answered))).toBe(seconds * 1_000);
});
