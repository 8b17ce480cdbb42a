import fc from 'fast-check';
import type { WhenAnswer } from './answers';
import { readWhen, whenNow, whenProblem } from './when';

const now = new Date('2026-11-24T12:00:00Z');
const answer = (part: Partial<WhenAnswer>): WhenAnswer => ({
  kind: 'exact',
  day: '',
  month: '',
  year: '',
  time: '',
  words: '',
  ...part,
});

describe('when it happened', () => {
  it.each([
    [
      { day: '3', month: '3', year: '2026', time: '9pm' },
      { date: '2026-03-03', time: '21:00' },
    ],
    [
      { day: '03', month: 'March', year: '26', time: '21.15' },
      { date: '2026-03-03', time: '21:15' },
    ],
    [
      { day: '29', month: '2', year: '2024', time: '12 am' },
      { date: '2024-02-29', time: '00:00' },
    ],
    [
      { day: '٢٧', month: '٣', year: '٢٠٢٦', time: '٢١:١٥' },
      { date: '2026-03-27', time: '21:15' },
    ],
    [
      { day: '۲۷', month: '۳', year: '۲۶', time: '۹pm' },
      { date: '2026-03-27', time: '21:00' },
    ],
    [{ day: '27', month: 'березня', year: '2026', time: '' }, { date: '2026-03-27' }],
    [
      { day: '23', month: '11', year: '2026', time: '2359' },
      { date: '2026-11-23', time: '23:59' },
    ],
  ])('reads %j', (part, read) => {
    expect(whenProblem(answer(part), now)).toBeUndefined();
    expect(readWhen(answer(part), now)).toEqual({ kind: 'exact', ...read });
  });

  it.each([
    [{ day: '31', month: '2', year: '2026' }, 'no-such-date'],
    [{ day: '1', month: '', year: '2026' }, 'no-such-date'],
    [{ day: '1', month: '1', year: '1' }, 'no-such-date'],
    [{ day: '25', month: '11', year: '2026' }, 'in-the-future'],
    [{}, 'date-needed'],
    [{ day: '1', month: '1', year: '2026', time: '25:00' }, 'no-such-time'],
    [{ day: '1', month: '1', year: '2026', time: '13pm' }, 'no-such-time'],
    [{ day: '1', month: '1', year: '2026', time: 'late' }, 'no-such-time'],
  ] as const)('asks again about %j', (part, problem) => {
    expect(whenProblem(answer(part), now)).toBe(problem);
  });

  it.each([
    [{ day: '27', month: 'March', time: 'half past nine' }, 'no-such-date', '27 March, half past nine'],
    [{ day: '31', month: '2', year: '2026', time: '25:99' }, 'no-such-date', '31 2 2026, 25:99'],
    [{ day: '27', month: '3', time: '9pm' }, 'no-such-date', '27 3, 9pm'],
    [{ day: '3', month: '3', year: '2027', time: '21:15' }, 'in-the-future', '3 3 2027, 21:15'],
    [{ day: '1', year: '2026' }, 'no-such-date', '1 – 2026'],
    [{ month: ' 3 ' }, 'no-such-date', '– 3'],
    [{ time: 'half past nine' }, 'no-such-time', 'half past nine'],
  ] as const)(
    'asks again about %j where nothing was chosen, and keeps it as it was typed',
    (part, problem, typed) => {
      expect(whenProblem(answer({ kind: '', ...part }), now)).toBe(problem);
      expect(readWhen(answer({ kind: '', ...part }), now)).toEqual({ kind: 'left', typed });
      expect(readWhen(answer({ kind: 'about', ...part }), now)).toEqual({ kind: 'about', typed });
      expect(readWhen(answer({ kind: 'unknown', ...part }), now)).toEqual({ kind: 'unknown', typed });
    },
  );

  it.each([
    ['11:59', undefined],
    ['12:05', undefined],
    ['12:06', 'in-the-future'],
    ['23:59', 'in-the-future'],
  ] as const)(
    'takes no time of today that is still to come, give or take a few minutes: %s',
    (time, problem) => {
      const given = answer({ day: '24', month: '11', year: '2026', time });
      expect(whenProblem(given, now)).toBe(problem);
      expect(readWhen(given, now)).toEqual({
        ...{ kind: 'exact', date: '2026-11-24' },
        ...(problem === undefined ? { time } : { typed: time }),
      });
    },
  );

  it('reads the time of now, and of the clock where the victim lives', () => {
    const evening = new Date('2026-07-01T20:30:00Z');
    expect(whenProblem(whenNow(evening), evening)).toBeUndefined();
    const today = { day: '1', month: '7', year: '2026' };
    expect(whenProblem(answer({ ...today, time: '21:30' }), evening)).toBeUndefined();
    expect(whenProblem(answer({ ...today, time: '22:00' }), evening)).toBe('in-the-future');
  });

  it('keeps the time alone as it was typed where the day can be read', () => {
    const given = answer({ kind: '', day: '3', month: '3', year: '2026', time: 'late' });
    expect(readWhen(given, now)).toEqual({ kind: 'left', date: '2026-03-03', typed: 'late' });
  });

  it('asks for no more than is known', () => {
    expect(whenProblem(answer({ kind: 'about' }), now)).toBeUndefined();
    expect(readWhen(answer({ kind: 'about', month: 'may', year: '2026' }), now)).toEqual({
      kind: 'about',
      date: '2026-05',
    });
    expect(whenProblem(answer({ kind: 'unknown', day: '99' }), now)).toBeUndefined();
    expect(readWhen(answer({ kind: 'unknown', words: ' in spring ' }), now)).toEqual({
      kind: 'unknown',
      words: 'in spring',
    });
    expect(whenProblem(answer({ kind: '' }), now)).toBeUndefined();
    expect(whenProblem(answer({ kind: '', time: '9pm', words: 'in spring' }), now)).toBeUndefined();
    expect(readWhen(undefined, now)).toEqual({ kind: 'left' });
  });

  it('counts days where the victim lives: late in the evening of summer time it is not tomorrow yet', () => {
    const evening = new Date('2026-07-01T23:30:00Z');
    expect(whenProblem(answer({ day: '2', month: '7', year: '2026' }), evening)).toBeUndefined();
    expect(whenProblem(answer({ day: '3', month: '7', year: '2026' }), evening)).toBe('in-the-future');
  });

  it('never fails or loses anything, whatever is typed, and gives only whole dates and times', () => {
    const text = fc.oneof(fc.string({ maxLength: 8 }), fc.integer({ min: -5, max: 3000 }).map(String));
    const kind = fc.constantFrom<WhenAnswer['kind'][]>('exact', 'about', 'unknown', '');
    const any = fc.record({ kind, day: text, month: text, year: text, time: text, words: text });
    fc.assert(
      fc.property(any, (given) => {
        const { date, time, typed = '' } = readWhen(given, now);
        if (date !== undefined) expect(date).toMatch(/^\d{4}-\d\d(-\d\d)?$/);
        if (time !== undefined) expect(time).toMatch(/^([01]\d|2[0-3]):[0-5]\d$/);
        whenProblem(given, now);
        const unread = [
          ...(date === undefined ? [given.day, given.month, given.year] : []),
          ...(time === undefined ? [given.time] : []),
        ];
        for (const field of unread) expect(typed).toContain(field.trim());
      }),
    );
  });
});
