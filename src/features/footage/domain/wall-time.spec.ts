import fc from 'fast-check';
import { londonInstants, londonOffset, londonWall, statedInstant, wallTime } from './wall-time';

const seconds = (from: string, to: string): fc.Arbitrary<Date> =>
  fc
    .integer({ min: Date.parse(from) / 1_000, max: Date.parse(to) / 1_000 })
    .map((second) => new Date(second * 1_000));

describe('what clocks in the UK show', () => {
  it('leads back to every instant from which it was read', () => {
    fc.assert(
      fc.property(seconds('2000-01-01T00:00:00Z', '2037-12-31T00:00:00Z'), (instant) => {
        const found = londonInstants(londonWall(instant)).map((one) => one.getTime());
        expect(found).toContain(instant.getTime());
        expect(found).toEqual([...new Set(found)].sort((a, b) => a - b));
      }),
    );
  });

  it('comes twice in the hour that October repeats, earliest first, and never in the one that March leaves out', () => {
    expect(londonInstants('2026-10-25T01:30:00').map((instant) => instant.toISOString())).toEqual([
      '2026-10-25T00:30:00.000Z',
      '2026-10-25T01:30:00.000Z',
    ]);
    expect(londonInstants('2026-03-29T01:30:00')).toEqual([]);
  });

  it('is ahead of UTC by an hour in summer alone', () => {
    expect(londonOffset(new Date('2026-07-14T12:00:00Z'))).toBe(60);
    expect(londonOffset(new Date('2026-12-14T12:00:00Z'))).toBe(0);
  });
});

describe('digits of a name', () => {
  it.each([
    ['20260714', '220305', '2026-07-14T22:03:05'],
    ['20240229', '000000', '2024-02-29T00:00:00'],
    ['20260229', '120000', undefined],
    ['20260714', '240000', undefined],
    ['20260714', '126000', undefined],
    ['2026071', '120000', undefined],
  ])('%s %s is %s', (date, time, wall) => {
    expect(wallTime(date, time)).toBe(wall);
  });
});

describe('a text that states its own offset', () => {
  it.each([
    ['2026-07-14T22:03:05Z', '2026-07-14T22:03:05.000Z'],
    ['2026-07-14T22:03:05+0100', '2026-07-14T21:03:05.000Z'],
    [' 2026-07-14T22:03:05+01:00 ', '2026-07-14T21:03:05.000Z'],
  ])('%s is an instant', (text, instant) => {
    expect(statedInstant(text)?.toISOString()).toBe(instant);
  });

  it.each(['2026-07-14T22:03:05', '2026-07-14', 'yesterday', ''])('%s is none', (text) => {
    expect(statedInstant(text)).toBeUndefined();
  });
});
