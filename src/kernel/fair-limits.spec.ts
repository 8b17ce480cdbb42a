import { AtOnce } from './at-once';
import { Budget } from './budget';

describe('things at once', () => {
  it('are limited by key and together, and an end counts once', () => {
    const bodies = new AtOnce(2, 3);
    const [first, second] = [bodies.enter('a'), bodies.enter('a')];
    expect([first, second].every((one) => one !== undefined)).toBe(true);
    expect(bodies.enter('a')).toBeUndefined();
    expect(bodies.enter('b')).toBeDefined();
    expect(bodies.enter('c')).toBeUndefined();
    first?.();
    first?.();
    expect(bodies.enter('a')).toBeDefined();
    expect(bodies.enter('c')).toBeUndefined();
  });
});

describe('a budget', () => {
  it('is spent at once or over time, says how long to wait, and is each key’s own', () => {
    const posts = new Budget(60);
    const taken = Array.from({ length: 60 }, () => posts.take('a', 0));
    expect(taken.every((wait) => wait === 0)).toBe(true);
    expect(posts.take('a', 0)).toBe(1);
    expect(posts.take('b', 0)).toBe(0);
    expect(posts.take('a', 1_000)).toBe(0);
    expect(posts.take('a', 1_000)).toBe(1);
  });

  it('is never more than full, and is not filled by a clock that goes back', () => {
    const posts = new Budget(2);
    expect([0, 0, 0].map(() => posts.take('a', 3_600_000))).toEqual([0, 0, 30]);
    expect(posts.take('a', 0)).toBe(30);
    expect([0, 0, 0].map(() => posts.take('a', 7_200_000))).toEqual([0, 0, 30]);
  });
});
