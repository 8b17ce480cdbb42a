import { pictureTime, typedWall } from './picture-time';
import { makeOf } from './said-make';
import { recogniseSource } from './source';

const typed = (day: string, month: string, year: string, time: string) =>
  typedWall({ day, month, year, time });

describe('what she read in the picture', () => {
  it.each([
    ['14', '7', '2026', '22:03', '2026-07-14T22:03:00'],
    [' 1', '03 ', '2026', '9:05', '2026-03-01T09:05:00'],
    ['01', '03', '2026', '21.05.30', '2026-03-01T21:05:30'],
    ['1', '3', '2026', '9:05 pm', '2026-03-01T21:05:00'],
    ['١', '٣', '٢٠٢٦', '٢١:٠٥:٣٠', '2026-03-01T21:05:30'],
  ])('%s %s %s, %s is %s', (day, month, year, time, wall) => {
    expect(typed(day, month, year, time)).toEqual({ wall });
  });

  it.each([
    ['31', '2', '2026', '22:03', 'no-such-day'],
    ['', '2', '2026', '22:03', 'no-such-day'],
    ['1', '2', '26', '22:03', 'no-such-day'],
    ['1', '2', '2026', '', 'not-a-time'],
    ['1', '2', '2026', '25:00', 'not-a-time'],
    ['1', '2', '2026', '22:03:75', 'not-a-time'],
  ])('%s %s %s, %s: %s', (day, month, year, time, problem) => {
    expect(typed(day, month, year, time)).toEqual({ problem });
  });

  it('is hers, by the clock of the device, with every instant that it may mean', () => {
    const summer = pictureTime('2026-07-14T22:03:00');
    expect(summer).toMatchObject({ source: 'her-answer', ofEvent: true, of: 'start', zone: 'device-local' });
    expect(summer.readings.map(({ instant }) => instant)).toEqual(['2026-07-14T21:03:00.000Z']);
    const twice = pictureTime('2026-10-25T01:30:00');
    expect(twice.readings).toHaveLength(2);
    expect(twice.flags).toEqual(['hour-twice', 'device-clock', 'read-in-picture']);
  });
});

describe('the make of a doorbell', () => {
  const source = recogniseSource('RingVideo_20260714_220305.MP4', null);
  const copy = recogniseSource('VID-20260715-WA0003.mp4', null);
  it.each([
    [source, null, 'ring'],
    [source, 'blink' as const, 'ring'],
    [copy, 'blink' as const, 'blink'],
    [copy, 'other' as const, null],
    [copy, 'unknown' as const, null],
    [null, 'nest' as const, 'nest'],
    [copy, null, null],
  ])('is what the file tells before what she says', (found, saidMake, make) => {
    expect(makeOf({ source: found, saidMake })).toBe(make);
  });
});
