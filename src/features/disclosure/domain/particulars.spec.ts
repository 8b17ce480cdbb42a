import { particularsOf } from './particulars';

const sentAt = new Date('2026-10-27T09:00:00Z');
const eventAt = new Date('2026-10-26T21:14:03Z');

it.each([
  [{ eventAt, eventBy: 'chosen' as const, seconds: 32.4 }, '26 October 2026 at 21:14:03 GMT; length 0:32'],
  [
    { eventAt, eventBy: 'likely' as const, seconds: 32.4 },
    'Probably 26 October 2026 at 21:14:03 GMT; length 0:32',
  ],
  [{ eventAt: null, eventBy: null, seconds: 5 }, 'Time not known; sent 27 October 2026; length 0:05'],
  [{ eventAt, eventBy: 'chosen' as const, seconds: null }, '26 October 2026 at 21:14:03 GMT'],
])('tells an item apart by what is known of it: %j', (known, words) => {
  expect(particularsOf({ ...known, sentAt })).toBe(words);
});
