import type { Request } from 'express';
import { RecentLooks, type Look } from './recent-looks';

const asked = (path: string, cookie = 'a'): Request => ({ headers: { cookie }, path }) as unknown as Request;
const look = { ticket: 't' } as unknown as Look;

it('finds what was looked up within a second, by the same cookie alone', () => {
  let now = 0;
  const recent = new RecentLooks(() => now);
  recent.keep(asked('/x'), look);
  expect(recent.find(asked('/x'))).toBe(look);
  expect(recent.find(asked('/x', 'b'))).toBeUndefined();
  expect(recent.find(asked('/y'))).toBeUndefined();
  now = 1_000;
  expect(recent.find(asked('/x'))).toBeUndefined();
});

it('keeps nothing that has run out, also beside one that is looked up again and again', () => {
  let now = 0;
  const recent = new RecentLooks(() => now);
  for (; now < 10_000; now += 100) {
    recent.keep(asked('/always'), look);
    recent.keep(asked(`/once/${now}`), look);
  }
  expect(recent.size).toBeLessThanOrEqual(12);
});

it('forgets all at once', () => {
  const recent = new RecentLooks(() => 0);
  recent.keep(asked('/x'), look);
  recent.forgetAll();
  expect(recent.find(asked('/x'))).toBeUndefined();
});
