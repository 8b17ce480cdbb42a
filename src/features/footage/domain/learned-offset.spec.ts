import { learnedTime, learnOffset, type KnownCheck, type Target } from './learned-offset';

/** The doorbell showed seven minutes more than it was. */
const check = (at: string, more: Partial<KnownCheck> = {}): KnownCheck => ({
  clipId: at,
  shown: '12:00',
  at: new Date(at),
  offsetSeconds: 420,
  plusMinusSeconds: 90,
  make: 'tapo',
  sameLink: true,
  ...more,
});
const JULY: Target = { wall: '2026-07-14T22:03:05', make: 'tapo' };
const learned = (target: Target, ...checks: KnownCheck[]) => {
  const found = learnOffset(checks, target);
  if (found === undefined) throw new Error('nothing was learned');
  return { ...found, time: learnedTime(target, found) };
};
const instants = (target: Target, ...checks: KnownCheck[]): string[] =>
  learned(target, ...checks).time.readings.map(({ as, instant }) => `${as} ${instant.slice(0, 19)}`);

describe('a clock that was compared for one clip', () => {
  it('gives the time of another of the same doorbell', () => {
    const { time } = learned(JULY, check('2026-07-16T09:00:00Z'));
    expect(time).toMatchObject({ source: 'learned-offset', confidence: 'medium', plusMinusSeconds: 90 });
    expect(instants(JULY, check('2026-07-16T09:00:00Z'))).toEqual(['Europe/London 2026-07-14T20:56:05']);
  });

  it('teaches nothing of a doorbell that is known to be another', () => {
    expect(learnOffset([check('2026-07-16T09:00:00Z', { make: 'ring' })], JULY)).toBeUndefined();
    expect(learnOffset([], JULY)).toBeUndefined();
  });

  it('is trusted more when several agree, and the nearest counts', () => {
    const { confidence, because, offsetSeconds } = learned(
      JULY,
      check('2026-07-02T09:00:00Z', { offsetSeconds: 400 }),
      check('2026-07-16T09:00:00Z', { offsetSeconds: 430 }),
    );
    expect([confidence, offsetSeconds]).toEqual(['high', 430]);
    expect(because).toEqual(['same-make', 'several-agree', 'days-away']);
  });

  it('is trusted little when they do not agree, and the margin holds all of them', () => {
    const { confidence, because, plusMinusSeconds } = learned(
      JULY,
      check('2026-07-16T09:00:00Z'),
      check('2026-08-16T09:00:00Z', { offsetSeconds: 1_320 }),
    );
    expect([confidence, plusMinusSeconds]).toEqual(['low', 990]);
    expect(because).toContain('do-not-agree');
  });

  it('names the nearest of many comparisons, and reckons with all', () => {
    const days = Array.from({ length: 30 }, (_, day) =>
      new Date(Date.UTC(2026, 6, 15 + day, 9)).toISOString(),
    );
    const many = days.map((day) => check(day, day === days[29] ? { offsetSeconds: 500 } : {}));
    const { checks, others, plusMinusSeconds } = learned(JULY, ...many.reverse());
    expect(checks.map(({ clipId }) => clipId)).toEqual(days.slice(0, 20));
    expect([others, plusMinusSeconds]).toEqual([10, 170]);
  });

  it.each<[string, KnownCheck[], string]>([
    ['a make that nobody knows', [check('2026-07-16T09:00:00Z', { make: null })], 'low'],
    ['weeks between', [check('2026-08-10T09:00:00Z')], 'low'],
    [
      'weeks between, but several that agree',
      [check('2026-08-10T09:00:00Z'), check('2026-08-12T09:00:00Z')],
      'medium',
    ],
    ['another private link', [check('2026-07-16T09:00:00Z', { sameLink: false })], 'low'],
    ['months between', [check('2026-10-01T09:00:00Z'), check('2026-10-02T09:00:00Z')], 'low'],
  ])('with %s', (_what, checks, confidence) => expect(learned(JULY, ...checks).confidence).toBe(confidence));

  it('of the same door counts before a nearer one of another link', () =>
    expect(
      learned(
        JULY,
        check('2026-07-15T09:00:00Z', { offsetSeconds: 30, sameLink: false }),
        check('2026-07-20T09:00:00Z'),
      ).offsetSeconds,
    ).toBe(420));
});

describe('summer time between the comparison and the clip', () => {
  it('gives both readings: a clock that was changed, and one that stayed on winter time', () => {
    expect(instants(JULY, check('2026-11-24T09:00:00Z'))).toEqual([
      'Europe/London 2026-07-14T20:56:05',
      'UTC 2026-07-14T21:56:05',
    ]);
    const { time, confidence } = learned(JULY, check('2026-11-24T09:00:00Z'));
    expect(time.flags).toContain('other-season');
    expect(confidence).toBe('low');
  });

  it('gives both readings of a winter clip whose clock was compared in summer', () =>
    expect(instants({ wall: '2026-11-10T22:03:05', make: 'tapo' }, check('2026-08-24T09:00:00Z'))).toEqual([
      'Europe/London 2026-11-10T21:56:05',
      'stated 2026-11-10T20:56:05',
    ]));

  it('is suspected of a clock that is an hour off', () =>
    expect(learned(JULY, check('2026-07-16T09:00:00Z', { offsetSeconds: -3_570 })).time.flags).toContain(
      'hour-off',
    ));

  it('of the hour that comes twice leaves both open', () =>
    expect(
      instants(
        { wall: '2026-10-25T01:30:00', make: 'tapo' },
        check('2026-10-24T09:00:00Z', { offsetSeconds: 60 }),
      ),
    ).toEqual(['Europe/London 2026-10-25T00:29:00', 'Europe/London 2026-10-25T01:29:00']));
});
