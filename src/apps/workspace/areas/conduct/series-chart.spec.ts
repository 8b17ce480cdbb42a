import { footageWords, momentWords } from './series-chart';

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
