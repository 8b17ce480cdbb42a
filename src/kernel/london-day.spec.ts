import { londonDay } from './london-day';

it.each([
  ['2026-07-14T22:59:59Z', '2026-07-14'],
  ['2026-07-14T23:00:00Z', '2026-07-15'],
  ['2026-11-27T23:59:59Z', '2026-11-27'],
])('of %s is %s', (at, day) => {
  expect(londonDay(new Date(at))).toBe(day);
});
