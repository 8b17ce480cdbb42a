import fc from 'fast-check';
import { KEPT } from './kept';
import { byUrgency, firstMoment, lossOf } from './loss';
import { MAKES } from './make';

const now = new Date('2026-08-20T12:00:00Z');
const at = (text: string): Date => new Date(text);
const stage = (moment: string, ...makes: (typeof MAKES)[number][]): string =>
  lossOf(at(moment), makes, KEPT, now).stage;

describe('what may be lost', () => {
  it('counts from the first moment of what is known, by UK clocks', () => {
    expect(firstMoment('2026-08-14').toISOString()).toBe('2026-08-13T23:00:00.000Z');
    expect(firstMoment('2026-08').toISOString()).toBe('2026-07-31T23:00:00.000Z');
    expect(firstMoment('2026-01-14', '22:05').toISOString()).toBe('2026-01-14T22:05:00.000Z');
    // Clocks in the UK never show this half hour.
    expect(firstMoment('2026-03-29', '01:30').toISOString()).toBe('2026-03-29T01:30:00.000Z');
  });

  it.each([
    ['2026-08-19T12:00:00Z', 'soon'],
    ['2026-07-10T12:00:00Z', 'late'],
    ['2026-01-10T12:00:00Z', 'past'],
  ])('of Ring, recorded at %s: %s', (moment, expected) => {
    expect(stage(moment, 'ring')).toBe(expected);
  });

  it('is late after hours where a doorbell has no plan, and never past while a longer plan may be paid for', () => {
    expect(stage('2026-08-20T10:00:00Z', 'nest')).toBe('soon');
    expect(stage('2026-08-20T08:00:00Z', 'nest')).toBe('late');
    expect(stage('2026-07-01T08:00:00Z', 'nest')).toBe('late');
    expect(stage('2026-06-01T08:00:00Z', 'nest')).toBe('past');
  });

  it('goes by the doorbell that removes it first', () => {
    expect(lossOf(at('2026-08-19T12:00:00Z'), ['ring', 'tapo'], KEPT, now)).toMatchObject({
      make: 'tapo',
      from: at('2026-08-26T12:00:00Z'),
      counted: true,
    });
  });

  it('guesses for the order alone where no figure is known, and calls nothing gone then', () => {
    for (const makes of [[], ['eufy']] as const) {
      const loss = lossOf(at('2024-01-01T00:00:00Z'), makes, KEPT, now);
      expect(loss).toMatchObject({ make: makes[0] ?? null, stage: 'late', counted: false });
    }
    expect(lossOf(null, ['ring'], KEPT, now)).toMatchObject({ stage: 'open', from: null });
  });

  it('puts what goes next first, and of what may be gone the newest', () => {
    const moments = ['2026-01-10', '2026-07-01', '2026-08-19', '2026-07-15', '2026-07-25'];
    const losses = [...moments.map((day) => lossOf(at(`${day}T00:00:00Z`), ['ring'], KEPT, now))];
    const sorted = [...losses, lossOf(null, ['ring'], KEPT, now)].sort(byUrgency);
    expect(sorted.map(({ from }) => from?.toISOString().slice(0, 10))).toEqual([
      ...['2026-08-24', '2026-09-18', '2026-08-14', '2026-07-31'],
      undefined,
      '2026-02-09',
    ]);
  });

  it('is never later for one more doorbell', () => {
    fc.assert(
      fc.property(
        fc.date({ min: at('2020-01-01'), max: now, noInvalidDate: true }),
        fc.subarray([...MAKES], { minLength: 1 }),
        fc.constantFrom(...MAKES),
        (moment, makes, more) => {
          const before = lossOf(moment, makes, KEPT, now);
          expect(byUrgency(lossOf(moment, [...makes, more], KEPT, now), before)).toBeLessThanOrEqual(0);
        },
      ),
    );
  });
});

describe('the figures of makers', () => {
  it('each have a day on which they were looked up, and fit each other', () => {
    for (const make of MAKES) {
      const { usual, shortest, longest, read, asks } = KEPT[make];
      for (const source of [read, asks]) expect(source?.on ?? '2026-01-01').toMatch(/^20\d\d-\d\d-\d\d$/);
      expect(read).not.toBeNull();
      expect(asks?.page).not.toBe('');
      const known = [shortest, usual, longest].filter((hours) => hours !== null);
      expect(known).toEqual([...known].sort((one, other) => one - other));
    }
  });
});
