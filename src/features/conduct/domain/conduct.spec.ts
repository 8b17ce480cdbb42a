import fc from 'fast-check';
import { Settings } from 'luxon';
import { readWhen } from '../../diary';
import { daysBetween, inOrder, momentOfClip, momentOfIncident, spanOf, weekOf, type Moment } from './moment';
import { inForceOn } from './order';
import { seriesOf } from './series';
import { proposeGroups } from './groups';

const at = (text: string): Date => new Date(text);
const seen = (text: string, seconds = 30): Moment => momentOfClip(at(text), seconds);
const visit = (number: number, moment: Moment) => ({ number, moment });

describe('when an occasion was', () => {
  it('is the local day, also when it is another day in UTC', () =>
    expect(seen('2026-07-01T23:30:00Z').date).toBe('2026-07-02'));

  it('is what the camera saw, from the first clip to the last, whatever she remembers about', () => {
    const about = momentOfIncident({ kind: 'about', date: '2026-11-02', time: '19:00' });
    const span = spanOf([
      seen('2026-11-02T21:10:00Z'),
      seen('2026-11-02T21:00:00Z'),
      ...(about ? [about] : []),
    ]);
    expect(span).toEqual({
      date: '2026-11-02',
      start: at('2026-11-02T21:00:00Z'),
      end: at('2026-11-02T21:10:30Z'),
      exactness: 'footage',
    });
  });

  it('is no more than a day or a month where she knows no more, and nothing where she knows nothing', () => {
    expect(momentOfIncident({ kind: 'about', date: '2026-10' })).toEqual({
      date: '2026-10',
      exactness: 'about',
    });
    expect(momentOfIncident({ kind: 'exact', date: '2026-10-25' })).toEqual({
      date: '2026-10-25',
      exactness: 'exact',
    });
    expect(momentOfIncident({ kind: 'unknown' })).toBeUndefined();
    expect(spanOf([])).toBeUndefined();
  });
});

describe('what the victim said of the hour that comes twice', () => {
  afterEach(() => (Settings.now = () => Date.now()));

  it.each(['2026-07-01T12:00:00Z', '2026-12-01T12:00:00Z'])(
    'is the same in every season: asked at %s',
    (now) => {
      Settings.now = () => Date.parse(now);
      const moment = momentOfIncident({ kind: 'exact', date: '2025-10-26', time: '01:40' });
      expect(moment?.start).toEqual(at('2025-10-26T01:40:00Z'));
    },
  );

  it('can be either of the two, so it is not ahead of the first', () => {
    const said = { kind: 'exact', day: '25', month: '10', year: '2026', time: '01:50', words: '' } as const;
    expect(readWhen(said, at('2026-10-25T01:05:00Z'))).toMatchObject({ date: '2026-10-25', time: '01:50' });
    expect(readWhen(said, at('2026-10-25T00:05:00Z'))).not.toHaveProperty('time');
  });
});

describe('the order of time', () => {
  it('has what is known less well after what is known better, and what is not known last', () => {
    const moments = [
      undefined,
      { date: '2026-10', exactness: 'about' },
      { date: '2026-10-05', exactness: 'about' },
      seen('2026-10-05T20:00:00Z'),
      seen('2026-10-05T06:00:00Z'),
      { date: '2026-09-30', exactness: 'about' },
    ] as const;
    const ordered = inOrder(moments.map((moment) => ({ moment }))).map(({ moment }) => moment);
    expect(ordered).toEqual([5, 4, 3, 2, 1, 0].map((place) => moments[place]));
  });
  it('counts days and weeks by the calendar, whatever the clocks do', () => {
    expect(daysBetween('2026-10-24', '2026-10-26')).toBe(2);
    expect(['2026-10-25', '2026-10-26', '2026-11-01'].map(weekOf)).toEqual([
      '2026-10-19',
      '2026-10-26',
      '2026-10-26',
    ]);
  });
});

describe('the shape of a series', () => {
  const series = seriesOf([
    visit(1, seen('2026-10-05T21:00:00Z', 120)),
    visit(2, seen('2026-10-07T06:30:00Z')),
    visit(3, { date: '2026-10-26', exactness: 'about' }),
    visit(4, { date: '2026-11', exactness: 'about' }),
  ]);
  it('has every week from first to last, with hours by the clock on the wall', () => {
    expect(series.weeks.map(({ monday, occasions }) => [monday, occasions])).toEqual([
      ['2026-10-05', [1, 2]],
      ['2026-10-12', []],
      ['2026-10-19', []],
      ['2026-10-26', [3]],
    ]);
    const [first] = series.weeks;
    expect([first?.hours[22], first?.hours[7], first?.hours[21]]).toEqual([1, 1, 0]);
  });
  it('has gaps in days, and stays from footage alone', () => {
    expect(series.gaps).toEqual([
      { after: 1, before: 2, days: 2 },
      { after: 2, before: 3, days: 19 },
    ]);
    expect(series).toMatchObject({ longestGapDays: 19, medianGapDays: 10.5 });
    expect(series.stays).toEqual([
      { number: 1, seconds: 120 },
      { number: 2, seconds: 30 },
    ]);
  });
  it('of nothing is empty', () =>
    expect(seriesOf([])).toMatchObject({ first: null, weeks: [], medianGapDays: null }));
  it('has each dated occasion in exactly one week', () =>
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 0, max: 800 }), { maxLength: 30 }), (days) => {
        const visits = [...days]
          .sort((a, b) => a - b)
          .map((day, place) =>
            visit(place + 1, seen(new Date(Date.UTC(2025, 0, 1, 12) + day * 86_400_000).toISOString())),
          );
        const placed = seriesOf(visits).weeks.flatMap(({ occasions }) => occasions);
        expect(placed).toEqual(visits.map(({ number }) => number));
      }),
    ));
});

describe('an order', () => {
  const order = { madeOn: '2026-10-10', endsOn: '2026-12-31' };
  it('is in force on its first and its last day', () => {
    expect(
      ['2026-10-09', '2026-10-10', '2026-12-31', '2027-01-01'].map((day) => inForceOn(order, day)),
    ).toEqual([false, true, true, false]);
    expect(inForceOn({ ...order, endsOn: null }, '2030-01-01')).toBe(true);
  });
  it('leaves open what a month alone does not tell', () => {
    expect(
      ['2026-09', '2026-10', '2026-11', '2026-12', '2027-01'].map((month) => inForceOn(order, month)),
    ).toEqual([false, undefined, true, undefined, false]);
  });
});

describe('what may belong together', () => {
  const item = (id: string, moment?: Moment, incident: string | null = null) => ({ id, incident, moment });
  const names = (groups: { id: string }[][]) => groups.map((group) => group.map(({ id }) => id).sort());
  it('follows within the minutes, counted from the end of what went before', () => {
    const groups = proposeGroups(
      [
        item('c', seen('2026-11-02T22:30:00Z')),
        item('a', seen('2026-11-02T21:00:00Z', 600)),
        item('b', seen('2026-11-02T21:35:00Z')),
      ],
      30,
    );
    expect(names(groups)).toEqual([['a', 'b']]);
  });
  it('is what she put together, whenever it was', () => {
    const groups = proposeGroups(
      [item('i'), item('x', undefined, 'i'), item('y', undefined, 'i'), item('z')],
      30,
    );
    expect(names(groups)).toEqual([['i', 'x', 'y']]);
  });
  it('joins what lies between two groups with both', () => {
    const groups = proposeGroups(
      [
        item('monday', seen('2026-11-02T21:00:00Z'), 'i'),
        item('friday', seen('2026-11-06T21:00:00Z'), 'i'),
        item('just before', seen('2026-11-06T20:50:00Z')),
        item('i'),
      ],
      30,
    );
    expect(names(groups)).toEqual([['friday', 'i', 'just before', 'monday']]);
  });
  it('is offered in pieces that an officer can look over', () => {
    const all = Array.from({ length: 120 }, (_, place) =>
      item(String(place), seen(new Date(Date.UTC(2026, 10, 2, 0, place * 10)).toISOString())),
    );
    expect(proposeGroups(all, 30).map((group) => group.length)).toEqual([50, 50, 20]);
  });
  it('is all that hangs together, and nothing else', () =>
    fc.assert(
      fc.property(
        fc.array(
          fc.record({
            minute: fc.option(fc.integer({ min: 0, max: 2_000 }), { nil: undefined }),
            length: fc.integer({ min: 0, max: 90 }),
            incident: fc.option(fc.constantFrom('0', '1', 'x'), { nil: null }),
          }),
          { maxLength: 20 },
        ),
        (given) => {
          const items = given.map(({ minute, length, incident }, place) =>
            item(
              String(place),
              minute === undefined
                ? undefined
                : seen(new Date(Date.UTC(2026, 0, 1, 0, minute)).toISOString(), length * 60),
              incident,
            ),
          );
          expect(names(proposeGroups(items, 30)).sort()).toEqual(names(oneByOne(items, 30)).sort());
        },
      ),
    ));

  type Item = ReturnType<typeof item>;
  /** The same by the plainest way: two groups become one while any of one belongs to any of the other. */
  function oneByOne(items: readonly Item[], minutes: number): Item[][] {
    const belong = (one: Item, other: Item): boolean => {
      if ((one.incident ?? one.id) === (other.incident ?? other.id)) return true;
      const [a, b] = [one.moment, other.moment];
      if (a?.start === undefined || a.end === undefined || b?.start === undefined) return false;
      return a.start <= b.start && b.start.getTime() - a.end.getTime() <= minutes * 60_000;
    };
    const groups = items.map((one) => [one]);
    for (let [at, other] = next(); at !== undefined && other !== undefined; [at, other] = next()) {
      at.push(...other);
      groups.splice(groups.indexOf(other), 1);
    }
    return groups.filter((group) => group.length > 1);

    function next(): [Item[]?, Item[]?] {
      for (const one of groups)
        for (const other of groups)
          if (one !== other && one.some((a) => other.some((b) => belong(a, b)))) return [one, other];
      return [];
    }
  }
});
