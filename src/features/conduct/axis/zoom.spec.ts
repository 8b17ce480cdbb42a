import * as fc from 'fast-check';
import { moved, rangeOf, scaled, SHORTEST, stepOf, whole, type Range } from './zoom';

const AT = Date.parse('2026-03-01T12:00:00Z');
const HOUR = 3_600_000;
const range: fc.Arbitrary<Range> = fc
  .tuple(fc.integer({ min: AT - 1e11, max: AT + 1e11 }), fc.integer({ min: SHORTEST, max: 1e11 }))
  .map(([from, span]) => ({ from, until: from + span }));

it('the whole holds its first and its last moment, also where they are the same', () => {
  for (const last of [AT, AT + 400 * 24 * HOUR]) {
    const { from, until } = whole(new Date(AT), new Date(last));
    expect(from).toBeLessThan(AT);
    expect(until).toBeGreaterThan(last);
  }
});

it('what was asked for is put in order and is never shorter than five minutes', () => {
  const all = whole(new Date(AT), new Date(AT + HOUR));
  expect(rangeOf({ from: new Date(AT + HOUR), until: new Date(AT) }, all)).toEqual({
    from: AT,
    until: AT + HOUR,
  });
  const { from, until } = rangeOf({ from: new Date(AT), until: new Date(AT) }, all);
  expect(until - from).toBe(SHORTEST);
  expect(rangeOf({}, all)).toEqual(all);
});

it('larger and smaller, earlier and later lead back to where one was', () => {
  fc.assert(
    fc.property(range, (one) => {
      // A moment is a whole millisecond.
      for (const back of [moved(moved(one, 0.5), -0.5), scaled(scaled(one, 4), 0.25)]) {
        expect(Math.abs(back.from - one.from)).toBeLessThanOrEqual(2);
        expect(Math.abs(back.until - one.until)).toBeLessThanOrEqual(2);
      }
    }),
  );
});

it('steps follow one another without a gap', () => {
  fc.assert(
    fc.property(range, fc.integer({ min: 1, max: 60 }), (one, steps) => {
      const all = Array.from({ length: steps }, (_, step) => stepOf(one, step, steps));
      expect([all[0]?.from, all.at(-1)?.until]).toEqual([one.from, one.until]);
      for (const [n, step] of all.slice(1).entries()) expect(step.from).toBe(all[n]?.until);
    }),
  );
});
