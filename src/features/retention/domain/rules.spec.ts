import fc from 'fast-check';
import { addMonths, addYears, dayOf, isDay, type Day } from '../../../kernel/day';
import { misfit, OUTCOMES, REVIEW_GROUPS, SENTENCES, type Outcome } from './outcome';
import { isDue, isHeld, retentionOf, RULES, rulesFor, type Circumstances, type Rule } from './rules';

const POLICY = { '1': 10, '2': 10, '3': 6 };
const day = fc
  .date({ min: new Date('1990-01-01'), max: new Date('2060-12-31'), noInvalidDate: true })
  .map(dayOf);
const rule: fc.Arbitrary<Rule> = fc.record({
  id: fc.constantFrom(...RULES),
  until: fc.option(day, { nil: null }),
});
const outcome: fc.Arbitrary<Outcome> = fc.record({
  outcome: fc.constantFrom(...OUTCOMES),
  decidedOn: fc.option(day, { nil: null }),
  sentence: fc.option(fc.constantFrom(...SENTENCES), { nil: null }),
  releasedOn: fc.option(day, { nil: null }),
  appealPending: fc.boolean(),
  group: fc.constantFrom(...REVIEW_GROUPS),
});
const circumstances: fc.Arbitrary<Circumstances> = fc.record({
  receivedOn: day,
  holdsOnInvestigation: fc.nat(2),
  holdsOnItem: fc.nat(2),
  bundles: fc.nat(2),
  keepUntil: fc.array(day, { maxLength: 3 }),
  locks: fc.array(
    day.map((text) => new Date(text)),
    { maxLength: 3 },
  ),
});

const NOTHING: Circumstances = {
  receivedOn: '2009-12-24' as Day,
  holdsOnInvestigation: 0,
  holdsOnItem: 0,
  bundles: 0,
  keepUntil: [],
  locks: [],
};
const CONVICTED: Outcome = {
  outcome: 'convicted',
  decidedOn: '2010-01-31' as Day,
  sentence: 'other',
  releasedOn: null,
  appealPending: false,
  group: '3',
};
const until = (of: Outcome | undefined, what: Partial<Circumstances> = {}): Day | null =>
  retentionOf(rulesFor(of, POLICY, { ...NOTHING, ...what })).until;
const lasts = (a: Day | null, b: Day | null): boolean => b === null || (a !== null && a <= b);

describe('how long an item is kept', () => {
  it('is never shortened by one more rule', () => {
    fc.assert(
      fc.property(fc.array(rule, { minLength: 1 }), rule, (rules, more) => {
        expect(lasts(retentionOf(rules).until, retentionOf([...rules, more]).until)).toBe(true);
      }),
    );
  });

  it('is what its longest rule says, in whatever order they come', () => {
    fc.assert(
      fc.property(fc.array(rule, { minLength: 1 }), (rules) => {
        const { until: kept, rules: sorted } = retentionOf(rules);
        for (const { until: each } of rules) expect(lasts(each, kept)).toBe(true);
        expect(sorted[0]?.until).toBe(kept);
        expect(retentionOf([...rules].reverse()).until).toBe(kept);
      }),
    );
  });

  it('never ends while there is a hold, whatever else is known', () => {
    fc.assert(
      fc.property(outcome, circumstances, fc.boolean(), day, (of, what, whole, today) => {
        const held = { ...what, ...(whole ? { holdsOnInvestigation: 1 } : { holdsOnItem: 1 }) };
        const kept = retentionOf(rulesFor(of, POLICY, held));
        expect(isHeld(kept)).toBe(true);
        expect(isDue(kept, today)).toBe(false);
      }),
    );
  });

  it('never ends while somebody can still fetch it in a bundle', () => {
    fc.assert(
      fc.property(outcome, circumstances, day, (of, what, today) => {
        expect(isDue(retentionOf(rulesFor(of, POLICY, { ...what, bundles: 1 })), today)).toBe(false);
      }),
    );
  });

  it('never ends before the store lets go, nor before the day that a reviewer named', () => {
    fc.assert(
      fc.property(outcome, circumstances, (of, what) => {
        const kept = retentionOf(rulesFor(of, POLICY, what)).until;
        for (const lock of what.locks) expect(lasts(dayOf(lock), kept)).toBe(true);
        for (const named of what.keepUntil) expect(lasts(named, kept)).toBe(true);
      }),
    );
  });

  it('is not known without an outcome, nor without any rule at all', () => {
    expect(until(undefined)).toBeNull();
    expect(retentionOf([])).toEqual({ until: null, rules: [] });
    expect(isDue(retentionOf([]), '2999-01-01' as Day)).toBe(false);
  });

  it.each([
    ['while it is open', { outcome: 'open', decidedOn: null, sentence: null } as const, null],
    ['after no further action', { outcome: 'no-further-action', sentence: null } as const, '2016-01-31'],
    ['after an acquittal', { outcome: 'ended', sentence: null, group: '2' } as const, '2020-01-31'],
    ['after a conviction', {}, '2016-01-31'],
    ['in custody without a date', { sentence: 'custody' } as const, null],
    [
      'until the release that comes later',
      { sentence: 'custody', releasedOn: '2031-05-01' } as const,
      '2031-05-01',
    ],
    ['of one discharged early', { sentence: 'hospital', releasedOn: '2010-02-01' } as const, '2016-01-31'],
    ['during an appeal', { appealPending: true }, null],
  ])('%s', (_name, change, expected) => {
    expect(until({ ...CONVICTED, ...change } as Outcome)).toBe(expected);
  });

  it('is the years of the review group from the day on which it came, where the outcome is dated before', () => {
    const backDated = {
      ...CONVICTED,
      outcome: 'no-further-action',
      sentence: null,
      decidedOn: '1999-01-01' as Day,
    } as const;
    expect(until(backDated, { receivedOn: '2026-11-30' as Day })).toBe('2032-11-30');
    fc.assert(
      fc.property(outcome, circumstances, day, (of, what, received) => {
        const kept = until(of, { ...what, receivedOn: received });
        expect(lasts(addYears(received, POLICY[of.group]), kept)).toBe(true);
      }),
    );
  });

  it('is six months from a conviction at least, whatever the force decides', () => {
    const none = { '1': 0, '2': 0, '3': 0 };
    expect(retentionOf(rulesFor(CONVICTED, none, NOTHING)).until).toBe('2010-07-31');
    const early = { ...CONVICTED, sentence: 'custody', releasedOn: '2010-02-01' as Day } as const;
    expect(retentionOf(rulesFor(early, none, NOTHING)).until).toBe('2010-07-31');
  });

  it('lasts to the day after a lock that ends in the middle of a day', () => {
    const locks = [new Date('2040-03-01T10:00:00Z'), new Date('2039-01-01T00:00:00Z')];
    expect(until(CONVICTED, { locks })).toBe('2040-03-02');
    expect(until(CONVICTED, { locks: [new Date('2040-03-01T00:00:00Z')] })).toBe('2040-03-01');
  });
});

describe('days', () => {
  it('of a month that is too short give its last', () => {
    expect(addMonths('2025-08-31' as Day, 6)).toBe('2026-02-28');
    expect(addYears('2024-02-29' as Day, 1)).toBe('2025-02-28');
    expect(addMonths('2026-11-30' as Day, 6)).toBe('2027-05-30');
  });

  it.each(['2026-02-30', '2026-13-01', '26-01-01', '', '2026-1-1'])('%j is none', (text) => {
    expect(isDay(text)).toBe(false);
  });
});

describe('an outcome', () => {
  const today = '2026-11-24' as Day;
  it.each([
    [{ outcome: 'open' as const }, 'decidedOn'],
    [{ decidedOn: null }, 'decidedOn'],
    [{ decidedOn: '2026-11-25' as Day }, 'decidedOn'],
    [{ sentence: null }, 'sentence'],
    [{ releasedOn: '2011-01-01' as Day }, 'releasedOn'],
    [{ sentence: 'custody' as const, releasedOn: '2009-01-01' as Day }, 'releasedOn'],
    [{ outcome: 'ended' as const }, 'sentence'],
    [{ outcome: 'ended' as const, sentence: null, appealPending: true }, 'appealPending'],
  ])('%j does not fit in its %s', (change, field) => {
    expect(misfit({ ...CONVICTED, ...change }, today)?.field).toBe(field);
  });

  it('fits otherwise', () => {
    expect(misfit(CONVICTED, today)).toBeUndefined();
    expect(misfit({ ...CONVICTED, sentence: 'custody', appealPending: true }, today)).toBeUndefined();
  });
});
