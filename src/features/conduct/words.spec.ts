import type { Moment } from './domain/moment';
import { gapText, momentText } from './words';

const footage = (start: string, end: string): Moment => ({
  date: start.slice(0, 10),
  start: new Date(start),
  end: new Date(end),
  exactness: 'footage',
});

describe('a moment in words', () => {
  it('names the zone once', () =>
    expect(momentText(footage('2026-11-02T21:00:10Z', '2026-11-02T21:10:40Z'))).toBe(
      '2 November 2026, 21:00:10 to 21:10:40 GMT',
    ));

  it('names both where the clocks went back meanwhile', () =>
    expect(momentText(footage('2026-10-25T00:50:00Z', '2026-10-25T01:10:00Z'))).toBe(
      '25 October 2026, 01:50:00 BST to 01:10:00 GMT',
    ));
});

it.each([
  [1, '1 day'],
  [0, '0 days'],
  [10.5, '10.5 days'],
  [null, undefined],
])('a time between of %s days is %s', (days, text) => expect(gapText(days)).toBe(text));
