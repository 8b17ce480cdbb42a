import type { Conduct, Week } from '../../../../features/conduct';
import { letterOf, timeLine, weekMap } from './chart';

const week = (monday: string, hour?: number): Week => ({
  monday,
  occasions: hour === undefined ? [] : [1],
  hours: Array.from({ length: 24 }, (_, at) => (at === hour ? 1 : 0)),
});

describe('the map of weeks and hours', () => {
  it('folds weeks without an occasion from three on, and says how many', () => {
    const { rows } = weekMap([
      week('2026-01-05', 21),
      week('2026-01-12'),
      week('2026-01-19'),
      week('2026-01-26', 6),
      week('2026-02-02'),
      week('2026-02-09'),
      week('2026-02-16'),
      week('2026-02-23', 0),
    ]);
    expect(rows.map(({ label, empty }) => [label, empty])).toEqual([
      ['5 Jan 2026', 0],
      ['12 Jan 2026', 0],
      ['19 Jan 2026', 0],
      ['26 Jan 2026', 0],
      ['2 Feb 2026', 3],
      ['23 Feb 2026', 0],
    ]);
  });
  it('places each hour of the day inside its width', () => {
    const { rows, width, left } = weekMap([week('2026-01-05', 23)]);
    const cells = rows[0]?.cells ?? [];
    expect(cells).toHaveLength(24);
    expect(cells.map(({ count }) => count)).toEqual([...Array.from({ length: 23 }, () => 0), 1]);
    for (const cell of cells) {
      expect(cell.x).toBeGreaterThanOrEqual(left);
      expect(cell.x + cell.width).toBeLessThanOrEqual(width + 0.2);
    }
  });
});

describe('the time line', () => {
  const occasion = (number: number, date: string, counts?: boolean) => ({
    number,
    moment: { date, exactness: 'about' },
    decision: counts === undefined ? null : { counts },
  });
  const order = (madeOn: string, endsOn: string | null, withdrawn: object | null = null) => ({
    madeOn,
    endsOn,
    withdrawn,
  });
  const draw = (occasions: object[], orders: object[] = []) =>
    timeLine({ occasions, orders } as unknown as Conduct);

  it('keeps what counts, what does not and what is open apart', () =>
    expect(
      draw([
        occasion(1, '2026-01-01', true),
        occasion(2, '2026-02-01', false),
        occasion(3, '2026-03'),
      ])?.marks.map(({ standing }) => standing),
    ).toEqual(['counts', 'not', 'undecided']));
  it.each([1, 2, 4, 5, 6, 30, 400])('writes its two dates apart and inside, %i days between', (days) => {
    const last = new Date(Date.UTC(2026, 0, 1 + days)).toISOString().slice(0, 10);
    const drawn = draw([occasion(1, '2026-01-01', true), occasion(2, last, true)]);
    // A date is at most 75 wide: eleven letters of 11 pixels.
    const [from, to] = (drawn?.ticks ?? []).map(({ x, anchor }) => (anchor === 'end' ? x - 75 : x));
    expect(from).toBeGreaterThanOrEqual(0);
    expect((to ?? 0) - (from ?? 0)).toBeGreaterThanOrEqual(75);
    expect((to ?? 0) + 75).toBeLessThanOrEqual(drawn?.width ?? 0);
  });
  it('draws orders only as far as they were in force within it, and none that was struck out', () => {
    const drawn = draw(
      [occasion(1, '2026-01-01', true), occasion(2, '2026-06-01', true)],
      [order('2025-01-01', '2025-06-01'), order('2026-03-01', null), order('2026-02-01', null, {})],
    );
    expect(drawn?.bands.map(({ letter }) => letter)).toEqual(['B']);
    const [band] = drawn?.bands ?? [];
    expect((band?.x ?? 0) + (band?.width ?? 0)).toBe(348);
  });
  it('draws once what would be drawn over itself, and keeps apart what was decided otherwise', () => {
    const same = [
      occasion(1, '2026-01-01', true),
      occasion(2, '2026-01-01', true),
      occasion(3, '2026-01-01'),
    ];
    expect(draw(same)?.marks.map(({ standing }) => standing)).toEqual(['counts', 'undecided']);
  });
  it('names no two orders alike', () => {
    const letters = Array.from({ length: 200 }, (_, place) => letterOf(place));
    expect([letters[0], letters[25], letters[26], letters[52]]).toEqual(['A', 'Z', 'AA', 'BA']);
    expect(new Set(letters).size).toBe(200);
  });
  it('of nothing dated is no picture', () => expect(draw([])).toBeUndefined());
});
