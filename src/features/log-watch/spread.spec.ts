import { spread } from './spread';

const numbers = (count: number): number[] => Array.from({ length: count }, (_, n) => n);

describe('some of many', () => {
  it('are all of them when they are few', () => expect(spread(numbers(3), 50)).toEqual([0, 1, 2]));
  it('hold the first, the last and even steps between', () =>
    expect(spread(numbers(101), 5)).toEqual([0, 25, 50, 75, 100]));
  it('are none twice', () => expect(new Set(spread(numbers(51), 50)).size).toBe(50));
});
