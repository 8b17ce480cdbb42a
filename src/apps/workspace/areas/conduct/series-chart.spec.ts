import { dateFormat } from '../../../../kernel/formatters';
import { footageWords, momentWords, ticksOf } from './series-chart';

it.each([
  ['2025-10-26T00:10:00Z', '26 October 2025 at 01:10 BST'],
  ['2025-10-26T01:10:00Z', '26 October 2025 at 01:10 GMT'],
  ['2025-10-25T23:59:00Z', '26 October 2025 at 00:59'],
  ['2025-10-26T02:00:00Z', '26 October 2025 at 02:00'],
  ['2026-03-29T00:59:00Z', '29 March 2026 at 00:59'],
  ['2026-03-29T01:00:00Z', '29 March 2026 at 02:00'],
])('footage of %s is of %s: in the hour that comes twice the zone alone tells the two apart', (at, words) => {
  expect(footageWords(at)).toBe(words);
});

it('what was said has no zone that nobody said', () =>
  expect(momentWords('2025-10-26T01:10:00Z')).toBe('26 October 2025 at 01:10'));

it.each([
  ['summer', '2020-05-31T08:00:00Z', '2020-06-06T13:00:00Z'],
  ['the night in October', '2026-10-22T08:00:00Z', '2026-10-28T13:00:00Z'],
  ['the night in March', '2026-03-26T08:00:00Z', '2026-04-01T13:00:00Z'],
  ['a year', '2025-11-01T08:00:00Z', '2026-11-01T08:00:00Z'],
])('marks of the axis stand at midnight on clocks in the UK: %s', (_name, from, until) => {
  const range = { from: Date.parse(from), until: Date.parse(until) };
  const ticks = ticksOf(range);
  expect(ticks.length).toBeGreaterThan(3);
  const clock = dateFormat('en-GB', { timeZone: 'Europe/London', hour: '2-digit', minute: '2-digit' });
  expect(new Set(ticks.map((tick) => clock.format(tick)))).toEqual(new Set(['00:00']));
  expect(ticks.every((tick) => tick.getTime() >= range.from && tick.getTime() <= range.until)).toBe(true);
});
