import { apart, secondsApart, spreading, ticksApart } from './apart';

describe('frames with one time stamp', () => {
  it('are put apart by the fewest ticks that a browser shows', () => {
    expect(ticksApart({ num: 1, den: 1_000 })).toBe(4);
    expect(ticksApart({ num: 1, den: 90_000 })).toBe(360);
    expect(ticksApart({ num: 1, den: 25 })).toBe(1);
    expect(secondsApart({ num: 1, den: 90_000 })).toBe(0.004);
    expect(secondsApart({ num: 1, den: 25 })).toBe(0.04);
  });

  it('leave all others where they are', () => {
    expect(apart([], 4)).toEqual([]);
    expect(apart([0, 40, 41, 80], 4)).toEqual([0, 40, 41, 80]);
    expect(apart([0, 40, 40, 80], 4)).toEqual([0, 40, 44, 80]);
  });

  it('push on those that would come before them', () => {
    expect(apart([0, 0, 0, 2, 9, 40], 4)).toEqual([0, 4, 8, 12, 16, 40]);
  });

  it('are the same in seconds, whose last digits are no time', () => {
    const seconds = apart([0.1, 0.1, 0.1 + 1e-12, 0.2], 0.004);
    expect(seconds.map((time) => time.toFixed(6))).toEqual(['0.100000', '0.104000', '0.108000', '0.200000']);
  });

  it('are told one by one', () => {
    const shown = spreading(4);
    expect([7, 7, 12].map(shown)).toEqual([7, 11, 12]);
  });
});
