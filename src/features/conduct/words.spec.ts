import { momentOfIncident, spanOf, type Moment } from './domain/moment';
import { gapText, momentText, occasionNumbers } from './words';

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

  it.each([
    ['exact', '2026-10-25', '01:40', '25 October 2026, 01:40 (this hour came twice that night)'],
    ['about', '2026-10-25', '01:00', '25 October 2026, about 01:00 (this hour came twice that night)'],
    ['exact', '2026-03-29', '01:30', '29 March 2026, 01:30 (no clock in the UK showed this time)'],
    ['exact', '2026-10-25', '00:59', '25 October 2026, 00:59 BST'],
    ['exact', '2026-10-25', '02:00', '25 October 2026, 02:00 GMT'],
    ['exact', '2026-03-29', '02:00', '29 March 2026, 02:00 BST'],
  ] as const)(
    'says what the victim said, and no zone that nobody said: %s %s %s',
    (kind, date, time, text) => {
      const moment = momentOfIncident({ kind, date, time });
      expect(momentText(moment)).toBe(text);
      expect(momentText(spanOf([moment, moment].flatMap((one) => one ?? [])))).toBe(text);
    },
  );
});

it.each([
  [1, '1 day'],
  [0, '0 days'],
  [10.5, '10.5 days'],
  [null, undefined],
])('a time between of %s days is %s', (days, text) => expect(gapText(days)).toBe(text));

it('names occasions by their numbers, and of many the first', () => {
  expect([[3], [1, 3], [1, 2, 3]].map(occasionNumbers)).toEqual([
    'occasion 3',
    'occasions 1 and 3',
    'occasions 1, 2 and 3',
  ]);
  expect(occasionNumbers([4, 5, 6, 7, 8, 9, 10, 11, 12])).toBe(
    '9 other occasions, the first of them occasion 4',
  );
});
